package dev.underpin.cli;

import dev.underpin.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs command lines inside the test's own JVM, in a folder of the test's own. */
final class Cli {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private boolean interactive;
  private Clock clock = Clock.systemUTC();

  /** On lines so long that no sentence is broken. */
  Cli(Path directory) {
    this.directory = directory;
    environment.put("COLUMNS", "1000");
  }

  /** What a command answered. */
  record Answer(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit code " + code + "\n--- out\n" + out + "--- err\n" + err;
    }
  }

  /** Where nobody says how wide a line may be. */
  Cli ofUnknownWidth() {
    environment.remove("COLUMNS");
    return this;
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Some time ago. */
  Cli earlier(Duration ago) {
    clock = Clock.offset(Clock.systemUTC(), ago.negated());
    return this;
  }

  /** As if a person sat in front of it and typed this. */
  Cli typing(String text) {
    input = text;
    interactive = true;
    return this;
  }

  Answer run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment,
            directory,
            interactive,
            clock);
    int code = Main.run(List.of(args), terminal);
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
