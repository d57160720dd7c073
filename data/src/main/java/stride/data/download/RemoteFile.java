package stride.data.download;

import java.net.URI;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A file on a server, and what its bytes must be.
 *
 * @param address http or https
 * @param size    in bytes, if it is known before the server is asked
 * @param sha256  of the whole file, 64 hexadecimal digits in lower case
 */
public record RemoteFile(URI address, OptionalLong size, String sha256) {
    /** The recording of the published study: a pickled dict with {@code sresp}, {@code run} and {@code xyz}. */
    public static final RemoteFile STRINGER = new RemoteFile(
            URI.create("https://osf.io/dpqaj/download"),
            OptionalLong.of(790_678_912),
            "b92f153a965a6a25153c125ac88245f887f310b50285dc5af11f0b544ac3ba32");

    /**
     * Checks address, size and checksum; the checksum may be written in capitals.
     *
     * @throws IllegalArgumentException if one of them can't be one; the message says which
     */
    public RemoteFile {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
            throw new IllegalArgumentException(address + " is no address of a server; expected https://HOST/PATH");
        }
        if (size.isPresent() && size.getAsLong() < 1) {
            throw new IllegalArgumentException("%d is no size in bytes above 0".formatted(size.getAsLong()));
        }
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(sha256 + " is no SHA-256; expected 64 hexadecimal digits");
        }
    }
}
