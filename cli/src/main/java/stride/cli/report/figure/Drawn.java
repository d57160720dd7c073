package stride.cli.report.figure;

import com.google.gson.JsonObject;

/**
 * One figure of a report.
 *
 * @param title   what it shows, in a few words
 * @param says    how to read it: what it shows, what good and what bad looks like
 * @param drawing what {@code report.js} draws
 */
public record Drawn(String title, String says, JsonObject drawing) {}
