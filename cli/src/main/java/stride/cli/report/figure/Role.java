package stride.cli.report.figure;

import java.util.Locale;

/** What a series is: it has the same colour in every figure. */
enum Role {
    ACTUAL,
    SOUND,
    PUBLISHED,
    RIDGE,
    CONSTANT,
    TRAIN,
    GAP,
    VALID,
    TEST,
    OTHER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That of a protocol or a part, by the name that files give it. */
    static Role of(String name) {
        for (Role role : values()) {
            if (role.label().equals(name)) {
                return role;
            }
        }
        return OTHER;
    }
}
