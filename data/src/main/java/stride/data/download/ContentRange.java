package stride.data.download;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file an answer has: {@code bytes 100-199/5000}, or {@code bytes *}{@code /5000} of one that has none.
 *
 * @param first where they begin; empty where there are none
 * @param total the whole file's length, if the server tells it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.4">RFC 9110, section 14.4</a>
 */
record ContentRange(OptionalLong first, OptionalLong total) {
    private static final Pattern WRITTEN = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    /** Empty if the text is written in another way. */
    static Optional<ContentRange> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new ContentRange(number(matcher.group(1)), number(matcher.group(2))))
                : Optional.empty();
    }

    private static OptionalLong number(String digits) {
        return digits == null || digits.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
}
