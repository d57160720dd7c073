package stride.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A folder with a {@code ./stride} of its own, which runs the classes under test: what a user types works in it. */
public record Checkout(Path folder) {
    /** Long enough for a busy machine; a call that takes longer hangs. */
    private static final long MINUTES = 10;

    /** For a short run compiling well costs more than it gains, and the vector kernels need the compiler that does. */
    private static final String BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dstride.kernels=scalar";

    /** What a call left: its exit code, stdout and stderr. */
    public record Call(int exitCode, String out, String err) {}

    /** Puts the launcher into a folder. */
    public static Checkout in(Path folder, String... jvmOptions) throws IOException {
        return launching(folder, "options='%s %s'".formatted(BRIEF, String.join(" ", jvmOptions)));
    }

    /** The same with everything that makes it fast for the verbs that measure the machine, or train for minutes without. */
    public static Checkout fastWhereItMatters(Path folder) throws IOException {
        return launching(folder, "case \"$1\" in bench|study) options= ;; *) options='%s' ;; esac".formatted(BRIEF));
    }

    private static Checkout launching(Path folder, String setOptions) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                folder.resolve("stride"), """
                        #!/bin/sh
                        %s
                        exec '%s' --add-modules jdk.incubator.vector -Xmx512m $options \\
                            -cp '%s' stride.cli.Main "$@"
                        """.formatted(setOptions, java, System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(folder.resolve("stride"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Checkout(folder);
    }

    /** Starts a line of shell in the folder; stdout and stderr go to files there. */
    Process start(String line) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", line));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(".out").toFile())
                .redirectError(folder.resolve(".err").toFile())
                .start();
    }

    /** Runs a line of shell in the folder to its end. */
    public Call run(String line) throws IOException, InterruptedException {
        return ended(start(line));
    }

    /** Waits for what {@link #start} started. */
    Call ended(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("not done after %d minutes".formatted(MINUTES));
        }
        return new Call(process.exitValue(), content(".out"), withoutWarning(content(".err")));
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** The JVM's own line on incubator modules, which the real launcher keeps back. */
    private static String withoutWarning(String err) {
        return err.lines()
                .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    /** A shell that the machine has. */
    static Optional<Path> shell(String name) {
        return List.of("/bin/" + name, "/usr/bin/" + name).stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
