package stride.cli.options;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody who mistyped a word may have meant. */
final class Nearest {
    private Nearest() {}

    /** The word that takes the fewest changes of a letter; none where that is more than a third of its letters. */
    static Optional<String> to(String typed, List<String> words) {
        return words.stream()
                .filter(word -> distance(typed, word) * 3 <= Math.max(3, word.length()))
                .min(Comparator.comparingInt(word -> distance(typed, word)));
    }

    /** Letters to insert, remove, replace, or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
