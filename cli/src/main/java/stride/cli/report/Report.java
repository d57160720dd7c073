package stride.cli.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import stride.cli.report.figure.Drawn;
import stride.cli.terminal.Table;

/**
 * A page in one file: headings, paragraphs, tables and figures, with everything inside that they need. Its policy forbids
 * the browser to fetch anything, and whatever text it is given stays text.
 */
public final class Report {
    /** Inline styles and scripts, pictures from memory, and nothing from anywhere else. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:";

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private final JsonArray drawings = new JsonArray();

    /** An empty page. */
    public Report(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    /** A heading of a section. */
    public Report heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    /** A paragraph; line breaks are kept. */
    public Report paragraph(String text) {
        body.append("<p>").append(escaped(text).replace("\n", "<br>")).append("</p>\n");
        return this;
    }

    /** What the page comes to, in large letters. */
    public Report lead(String text) {
        body.append("<p class=\"lead\">")
                .append(escaped(text).replace("\n", "<br>"))
                .append("</p>\n");
        return this;
    }

    /** A paragraph that must not be overlooked. */
    public Report warning(String text) {
        body.append("<p class=\"warning\">").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** Text as it is, in a frame. */
    public Report code(String text) {
        body.append("<pre>").append(escaped(text)).append("</pre>\n");
        return this;
    }

    /** The same, folded away until it is asked for. */
    public Report details(String summary, String text) {
        body.append("<details><summary>").append(escaped(summary)).append("</summary>\n");
        code(text);
        body.append("</details>\n");
        return this;
    }

    /** A source that a reader may want to look up. */
    public Report citation(String text, String doi) {
        String address = escaped("https://doi.org/" + doi);
        body.append("<p class=\"citation\">")
                .append(escaped(text))
                .append(" <a href=\"%s\">doi:%s</a></p>%n".formatted(address, escaped(doi)));
        return this;
    }

    /** A drawing with its title, and how to read it. */
    public Report figure(Drawn figure) {
        body.append("<figure><h3>").append(escaped(figure.title())).append("</h3>\n");
        body.append("<div class=\"drawing\" id=\"drawing-%d\"></div>%n".formatted(drawings.size()));
        body.append("<figcaption>").append(escaped(figure.says())).append("</figcaption></figure>\n");
        drawings.add(figure.drawing());
        return this;
    }

    /** A table, all its columns. */
    public Report table(Table table) {
        List<Table.Column> columns = table.columns();
        body.append("<div class=\"scroll\"><table><thead><tr>");
        for (Table.Column column : columns) {
            cell("th", column, column.title().replace('\n', ' '));
        }
        body.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            body.append("<tr>");
            for (int c = 0; c < columns.size(); c++) {
                cell("td", columns.get(c), row.get(c));
            }
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    private void cell(String tag, Table.Column column, String text) {
        body.append('<').append(tag).append(column.right() ? " class=\"number\">" : ">");
        body.append(escaped(text)).append("</").append(tag).append('>');
    }

    /** The page. */
    public String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                %s%s</body>
                </html>
                """.formatted(POLICY, escaped(title), resource("report.css"), body, scripts());
    }

    /** The library is larger than all else: a page without figures goes without it. */
    private String scripts() {
        if (drawings.isEmpty()) {
            return "";
        }
        // Gson's own escapes keep the data from ending the script: no <, >, & or U+2028 is left in it.
        return """
                <noscript><p class="warning">Figures are drawn by a script, which this browser does not run; the tables\
                 stand without it.</p></noscript>
                <script type="application/json" id="drawings">%s</script>
                <script>%s</script>
                <script>%s</script>
                """.formatted(new Gson().toJson(drawings), resource("plotly-gl3d.min.js"), resource("report.js"));
    }

    private static String resource(String name) {
        try (InputStream in = Report.class.getResourceAsStream("/stride/report/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text that a recording or a file name brings along must stay text. */
    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    case '\'' -> "&#39;";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
