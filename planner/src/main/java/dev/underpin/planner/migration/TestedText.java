package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Planner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a migration that a person wrote or edited, with what a test has shown: what each
 * step leaves, what the migration needs and leaves, and a hash of each statement. What the person
 * wrote stays to the letter.
 *
 * @param migration as it was observed
 */
public record TestedText(Migration migration, Dialect dialect) {
  private static final Pattern HEAD =
      Pattern.compile("(" + MigrationText.MARK + "\\S.*?   engine: \\S+ \\S+   allowed: )\\S+(.*)");
  private static final Pattern STEP = Pattern.compile("-- step (\\d+) \\w+: .*");
  private static final Pattern DETAIL = Pattern.compile("--   \\w+: .*");
  private static final String LEAVES = "--   leaves: ";

  /** The file that leads forward. */
  public String up(String text) {
    Map<Integer, String> leaves =
        migration.steps().stream()
            .collect(Collectors.toMap(MigrationStep::number, MigrationStep::leaves));
    return ended(
        text, leaves, PartLines.of(migration), migration.steps().stream().map(MigrationStep::up));
  }

  /** The file that leads back. */
  public String down(String text) {
    List<MigrationStep> steps = new ArrayList<>(migration.steps());
    Collections.reverse(steps);
    return ended(text, Map.of(), "", steps.stream().map(MigrationStep::down));
  }

  private String ended(
      String text, Map<Integer, String> leaves, String parts, Stream<List<String>> statements) {
    StringBuilder out = new StringBuilder(marked(text, leaves).stripTrailing()).append('\n');
    if (!parts.isEmpty()) out.append('\n').append(parts);
    String prologue =
        Planner.recipes(migration.engineId()).plain(String.join("\n", migration.prologue()));
    List<String> all =
        Stream.concat(dialect.splitStatements(prologue).stream(), statements.flatMap(List::stream))
            .toList();
    return out.append(FileSeal.of(migration.id(), all, dialect)).toString();
  }

  /** Without what an earlier test has written, and with what this one has shown of each step. */
  private String marked(String text, Map<Integer, String> leaves) {
    StringBuilder out = new StringBuilder();
    String pending = "";
    for (String line : text.replace("\r\n", "\n").split("\n", -1)) {
      if (isOfATest(line)) continue;
      if (!pending.isEmpty() && !DETAIL.matcher(line).matches()) {
        out.append(pending);
        pending = "";
      }
      Matcher head = HEAD.matcher(line);
      Matcher step = STEP.matcher(line);
      if (head.matches()) {
        out.append(head.group(1)).append(words()).append(head.group(2)).append('\n');
        out.append(FileSeal.notice(migration.id()));
        continue;
      }
      if (step.matches()) {
        String left = leaves.getOrDefault(Integer.parseInt(step.group(1)), "");
        if (!left.isEmpty()) pending = LEAVES + MigrationText.line(left) + "\n";
      }
      out.append(line).append('\n');
    }
    return out.append(pending).toString();
  }

  private static boolean isOfATest(String line) {
    return FileSeal.isPart(line)
        || FileSeal.isNotice(line)
        || PartLines.isPart(line)
        || line.startsWith(LEAVES);
  }

  private String words() {
    return migration.allowed().isEmpty() ? "-" : String.join(",", migration.allowed());
  }
}
