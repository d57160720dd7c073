package stride.data;

/** Names come out of files that may hold anything: line breaks, and what a terminal would take for commands. */
public final class OneLine {
    private OneLine() {}

    /** The text with a blank for each character that is not to be printed, and cut at a length. */
    public static String of(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length() && i < longest; i++) {
            char c = text.charAt(i);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(breaks ? ' ' : c);
        }
        return line.toString();
    }
}
