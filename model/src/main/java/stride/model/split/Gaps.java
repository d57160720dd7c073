package stride.model.split;

/** Takes bins out between parts, so that bins of different parts lie more than a gap apart. */
final class Gaps {
    private Gaps() {}

    /**
     * The later part gives up its first bins: every bin with another part's within {@code gap} bins before it becomes a
     * gap. The first part keeps all of its own.
     */
    static Part[] fromLater(Part[] parts, int gap) {
        Part[] apart = parts.clone();
        int changed = -1; // the last bin before this one that belongs to another part than this one
        for (int t = 1; t < parts.length; t++) {
            changed = parts[t] == parts[t - 1] ? changed : t - 1;
            if (changed >= 0 && t - changed <= gap) {
                apart[t] = Part.GAP;
            }
        }
        return apart;
    }

    /** On both sides, training bins give way to all others and validation bins to test bins, which all stay. */
    static Part[] aroundTest(Part[] parts, int gap) {
        Part[] apart = parts.clone();
        clear(parts, apart, Part.TEST, gap);
        clear(apart.clone(), apart, Part.VALID, gap);
        return apart;
    }

    /** Bins of lower rank within {@code gap} bins of one of {@code part} become a gap. */
    private static void clear(Part[] from, Part[] apart, Part part, int gap) {
        long nearest = Long.MIN_VALUE / 2;
        for (int t = 0; t < from.length; t++) {
            nearest = from[t] == part ? t : nearest;
            apart[t] = t - nearest <= gap && gives(from[t], part) ? Part.GAP : apart[t];
        }
        nearest = Long.MAX_VALUE / 2;
        for (int t = from.length - 1; t >= 0; t--) {
            nearest = from[t] == part ? t : nearest;
            apart[t] = nearest - t <= gap && gives(from[t], part) ? Part.GAP : apart[t];
        }
    }

    private static boolean gives(Part part, Part way) {
        return part == Part.TRAIN || (part == Part.VALID && way == Part.TEST);
    }
}
