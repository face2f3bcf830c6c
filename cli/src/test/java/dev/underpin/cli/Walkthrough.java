package dev.underpin.cli;

import dev.underpin.cli.terminal.Terminal;
import dev.underpin.testkit.Programs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page tells its reader to do, done from its top to its end in one folder.
 *
 * <p>A {@code ```console} block holds commands, each after {@code $}, and below a command what it
 * prints; a line that is only {@code …} stands for any lines, and a command with nothing below it
 * may print what it likes. A command must succeed, unless {@code $ echo $?} follows it. A {@code
 * ```yaml} block that begins with {@code # name.yaml} is that file.
 */
final class Walkthrough {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(console|yaml)\n(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("# ([\\w./-]+\\.yaml)\n");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private final Path folder;
  private final List<String> done = new ArrayList<>();
  private int code;

  Walkthrough(Path folder) {
    this.folder = folder;
  }

  /** How many commands have been run. */
  int commands() {
    return done.size();
  }

  /** Do what the page says; the first thing that is not as the page says is the error. */
  void follow(String page) throws IOException, InterruptedException {
    Matcher block = BLOCK.matcher(page.replace("\r", ""));
    while (block.find()) {
      if (block.group(1).equals("yaml")) write(block.group(2));
      else console(block.group(2));
    }
    requireSuccess("");
  }

  private void write(String text) throws IOException {
    Matcher name = FILE.matcher(text);
    if (!name.lookingAt()) return;
    Path file = folder.resolve(name.group(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void console(String block) throws IOException, InterruptedException {
    String[] lines = block.split("\n");
    int at = 0;
    while (at < lines.length) {
      if (!lines[at].startsWith("$ "))
        throw new AssertionError("a console block begins with a command: " + lines[at]);
      StringBuilder command = new StringBuilder(lines[at++].substring(2));
      while (command.toString().endsWith("\\") && at < lines.length)
        command.deleteCharAt(command.length() - 1).append(lines[at++].strip());
      List<String> expected = new ArrayList<>();
      while (at < lines.length && !lines[at].startsWith("$ ")) expected.add(lines[at++]);
      compare(command.toString(), expected, run(command.toString()));
    }
  }

  private String run(String command) throws IOException, InterruptedException {
    if (command.equals("echo $?")) {
      String text = String.valueOf(code);
      code = 0;
      return text;
    }
    requireSuccess(command);
    done.add(command);
    List<String> words = words(command);
    return words.get(0).matches("(\\./)?underpin")
        ? underpin(words.subList(1, words.size()))
        : shell(command);
  }

  private void requireSuccess(String next) {
    if (code != 0)
      throw new AssertionError(
          "exit code "
              + code
              + " and no \"echo $?\" below it: "
              + done.get(done.size() - 1)
              + (next.isEmpty() ? "" : "\nbefore: " + next));
  }

  /**
   * Both streams in one, as a person sees them; a question is answered with yes. A database's
   * relative path starts at the process's folder, which a test cannot change: it is made absolute,
   * and what is printed relative again.
   */
  private String underpin(List<String> written) {
    List<String> arguments =
        written.stream().map(a -> a.replaceFirst("^sqlite:", "sqlite:" + folder + "/")).toList();
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream screen = new PrintStream(seen, true, StandardCharsets.UTF_8);
    ByteArrayInputStream yes =
        new ByteArrayInputStream("y\n".repeat(9).getBytes(StandardCharsets.UTF_8));
    code = Main.run(arguments, new Terminal(yes, screen, screen, Map.of(), folder, true, clock()));
    return shown(seen.toString(StandardCharsets.UTF_8)).replace(folder + "/", "");
  }

  /** A person takes a moment between commands; ids are times in seconds. */
  private Clock clock() {
    return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(done.size()));
  }

  /** What is on a screen in the end, where progress has been written over. */
  private static String shown(String text) {
    return text.replaceAll("[^\\n]*\r(?!\n)", "").replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
  }

  private String shell(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("PATH", Programs.path(Programs.SQLITE3));
    Process process = builder.start();
    String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    code = process.waitFor();
    return seen;
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      if (word.group().equals("#")) break;
      for (int i = 1; i <= 3; i++) if (word.group(i) != null) words.add(word.group(i));
    }
    return words;
  }

  private static void compare(String command, List<String> expected, String seen) {
    List<String> wanted = lines(expected);
    List<String> actual = lines(List.of(seen.split("\n")));
    if (wanted.isEmpty() || matches(wanted, 0, actual, 0)) return;
    throw new AssertionError(
        "the page shows something else than is printed by: " + command + "\n" + seen);
  }

  private static boolean matches(List<String> wanted, int w, List<String> actual, int a) {
    if (w == wanted.size()) return a == actual.size();
    if (wanted.get(w).equals("…")) {
      for (int i = a; i <= actual.size(); i++) if (matches(wanted, w + 1, actual, i)) return true;
      return false;
    }
    return a < actual.size()
        && wanted.get(w).equals(actual.get(a))
        && matches(wanted, w + 1, actual, a + 1);
  }

  /** Without blank lines, and without what is another one in every run. */
  private static List<String> lines(List<String> text) {
    // A command goes on after a backslash where it is too long, and the folder makes it long.
    String unfolded = String.join("\n", text).replaceAll(" \\\\\n *", " ");
    return List.of(unfolded.split("\n")).stream()
        .map(Walkthrough::masked)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String masked(String line) {
    return line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "<time>")
        .replaceAll("(?<!\\d)\\d{14}(?!\\d)", "<time>")
        .replaceAll("(?<![0-9a-zA-Z])[0-9a-f]{8}(?![0-9a-zA-Z])", "<token>")
        .replaceAll("[<~]?[\\s\u00a0]*\\d+(\\.\\d+)?[\\s\u00a0]*(ms|s|min)(?![a-z])", " <duration>")
        .replaceAll("(SQLite|PostgreSQL) \\d+(\\.\\d+)*", "$1 <version>")
        // A long path is cut at its beginning, and here the folder makes it long.
        .replaceAll("(…/examples|…|examples)/shop/", "<shop>/")
        .replaceAll("[\\s\u00a0]+", " ")
        .strip();
  }
}
