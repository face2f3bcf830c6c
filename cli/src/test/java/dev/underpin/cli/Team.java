package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People with a repository each, who type only what a page for people has or what a command has
 * printed before.
 */
final class Team {
  private static final Path HOME = Path.of("..");
  private static final List<String> PAGES =
      List.of(
          "README.md",
          "docs/getting-started.md",
          "docs/daily-work.md",
          "docs/by-hand.md",
          "docs/configuration.md",
          "docs/reports.md");
  private static final Pattern COMMAND = Pattern.compile("underpin ([a-z]+)((?: [^`\n|#]*)?)");
  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])(--?[a-z][a-z-]*)");

  /** Said once for all commands: which database, and that nobody is there to be asked. */
  private static final Set<String> EVERYWHERE = Set.of("--env", "--url", "--yes", "--message");

  private final Path folder;
  private final Map<String, String> variables;
  private final Map<String, Set<String>> known = new HashMap<>();

  /**
   * @param variables the URLs of the environments
   */
  Team(Path folder, Map<String, String> variables) throws IOException {
    this.folder = folder;
    this.variables = variables;
    for (String page : PAGES) learn(Files.readString(HOME.resolve(page)).replace("\\\n", " "));
    git("", "init", "-q", "--bare", "-b", "main", "origin.git");
  }

  private void learn(String text) {
    Matcher command = COMMAND.matcher(text);
    while (command.find()) {
      Set<String> flags = known.computeIfAbsent(command.group(1), c -> new HashSet<>());
      Matcher flag = FLAG.matcher(command.group(2));
      while (flag.find()) flags.add(flag.group(1));
    }
  }

  private void requireKnown(String command) {
    String[] words = command.split(" ", 2);
    assertThat(known).as("no page and no output names: " + command).containsKey(words[0]);
    Matcher flag = FLAG.matcher(words.length > 1 ? words[1] : "");
    while (flag.find()) {
      if (EVERYWHERE.contains(flag.group(1))) continue;
      assertThat(known.get(words[0]))
          .as("no page and no output names %s of: %s", flag.group(1), command)
          .contains(flag.group(1));
    }
  }

  /** The folder of a person, who gets a copy of what all have. */
  Path joins(String who) throws IOException {
    git("", "clone", "-q", "origin.git", who);
    git(who, "config", "user.name", who);
    git(who, "config", "user.email", who + "@example.com");
    git(who, "config", "commit.gpgsign", "false");
    git(who, "checkout", "-q", "-B", "main");
    return folder.resolve(who);
  }

  /** All that a person has changed goes to all others. */
  void shares(String who, String message) throws IOException {
    commits(who, message);
    pushes(who);
  }

  /** What a person has committed or merged goes to all others. */
  void pushes(String who) throws IOException {
    git(who, "push", "-q", "origin", "HEAD:main");
  }

  void commits(String who, String message) throws IOException {
    git(who, "add", "-A");
    git(who, "commit", "-q", "-m", message);
  }

  /** What the others have shared comes to a person; git finds no conflict. */
  void pulls(String who) throws IOException {
    git(who, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main");
  }

  /** The same where lines of the YAML conflict: those of the person stay. */
  void pullsOverConflicts(String who) throws IOException {
    git(who, "pull", "-q", "--no-rebase", "--no-edit", "-X", "ours", "origin", "main");
  }

  /** In a file of a person, a text takes the place of what a pattern finds first. */
  void edits(String who, String file, String from, String to) throws IOException {
    Path path = folder.resolve(who).resolve(file);
    String text = Files.readString(path);
    Matcher found = Pattern.compile(from, Pattern.MULTILINE).matcher(text);
    assertThat(found.find()).as(from + " in\n" + text).isTrue();
    Files.writeString(path, found.replaceFirst(to));
  }

  /** A command of a person whose own database is the one of {@code dev}. */
  Cli.Answer types(String who, TestDatabase dev, int code, String command) throws IOException {
    requireKnown(command);
    Cli cli = new Cli(folder.resolve(who)).with("DATABASE_URL", dev.url());
    variables.forEach(cli::with);
    Cli.Answer answer = cli.run(command.split(" "));
    assertThat(answer.code()).as(who + ": " + command + "\n" + answer).isEqualTo(code);
    String said = answer.out() + answer.err();
    learn(said);
    // An approval is named without the command that was refused.
    Matcher flag = FLAG.matcher(said);
    while (flag.find()) known.get(command.split(" ")[0]).add(flag.group(1));
    return answer;
  }

  /** A process that is killed after a time. */
  void isKilledAfter(String who, TestDatabase dev, int milliseconds, String command)
      throws IOException {
    requireKnown(command);
    List<String> words = new ArrayList<>(List.of(Launcher.in(folder).toString()));
    words.addAll(List.of(command.split(" ")));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.resolve(who).toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.txt").toFile());
    builder.environment().putAll(variables);
    builder.environment().put("DATABASE_URL", dev.url());
    Process process = builder.start();
    try {
      process.waitFor(milliseconds, java.util.concurrent.TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Runs git in the folder of a person. */
  void git(String who, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.resolve(who).toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as(String.join(" ", args) + "\n" + said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
