package stride.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that decide a recording's numbers, the one with the values first in each list. A file that holds both is in
 * both lists.
 *
 * @param activity none for one that is made
 * @param target   none where there is no target
 */
public record ReadFiles(List<Hashed> activity, List<Hashed> target) {
    /**
     * A file, as it was named, and the SHA-256 of its bytes in hexadecimal.
     */
    public record Hashed(Path file, String sha256) {}

    /**
     * Reads each file once, from front to back, however many names it has.
     *
     * @param progress is told the bytes of all files that have been read
     * @throws DataException if one can't be read any more
     */
    static ReadFiles of(List<Path> activity, List<Path> target, ReadProgress progress) {
        Map<Path, Long> sizes = new LinkedHashMap<>();
        Stream.of(activity, target).flatMap(List::stream).forEach(file -> sizes.put(real(file), size(file)));
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        Map<Path, String> hashes = new LinkedHashMap<>();
        long done = 0;
        for (Map.Entry<Path, Long> file : sizes.entrySet()) {
            long before = done;
            hashes.put(file.getKey(), Sha256.of(file.getKey(), (bytes, of) -> progress.at(before + bytes, all)));
            done += file.getValue();
        }
        return new ReadFiles(hashed(activity, hashes), hashed(target, hashes));
    }

    private static List<Hashed> hashed(List<Path> files, Map<Path, String> hashes) {
        return files.stream()
                .map(file -> new Hashed(file, hashes.get(real(file))))
                .toList();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DataException unreadable(Path file, IOException e) {
        return new DataException(file.toString(), "can't be read (" + e.getMessage() + ")", e);
    }
}
