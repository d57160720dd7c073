package stride.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import stride.cli.terminal.Table;

/** A page in one file: headings, paragraphs and tables, with its style inside and nothing to fetch. */
public final class Report {
    private final String title;
    private final StringBuilder body = new StringBuilder();

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
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(escaped(title), style(), body);
    }

    private static String style() {
        try (InputStream in = Report.class.getResourceAsStream("/stride/report.css")) {
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
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
