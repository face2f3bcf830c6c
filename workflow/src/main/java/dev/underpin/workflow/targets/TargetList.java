package dev.underpin.workflow.targets;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.UrlText;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.workflow.settings.CommandOutput;
import dev.underpin.workflow.settings.FilePattern;
import dev.underpin.workflow.settings.PasswordCommand;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.Target;
import dev.underpin.workflow.settings.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The databases that {@code targets} of {@code underpin.yaml} names at this moment. */
public record TargetList(List<Target> targets) {
  /** A list of databases may come from far away. */
  private static final int SECONDS = 120;

  private static final String NAME = "name";
  private static final String URL = "url";
  private static final String DATABASE = "database";

  public TargetList {
    targets = List.copyOf(targets);
  }

  /**
   * Ask which they are.
   *
   * @param settings those of the place that has targets
   * @throws UnderpinException where they cannot be known, there is none, or one is named twice
   */
  public static TargetList of(Settings settings) {
    Targets named =
        settings
            .targets()
            .orElseThrow(
                () ->
                    new UnderpinException(
                        UnderpinException.Kind.USAGE,
                        "--target goes with targets of underpin.yaml, and none are named there."));
    List<Target> found =
        switch (named.kind()) {
          case URLS -> ofTexts(named.texts(), named.directory());
          case FILES -> ofFiles(named);
          case COMMAND -> ofCommand(named);
          case QUERY -> ofQuery(named, settings);
        };
    if (found.isEmpty())
      throw failed(named + " names no database. Nothing was done. Is this the right place?");
    refuseTwice(found, named);
    return new TargetList(found);
  }

  /** The one of a name, or the error that says which are near. */
  public Target named(String name) {
    return targets.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnderpinException(
                    UnderpinException.Kind.USAGE,
                    "There is no target \"%s\" among the %d that there are%s"
                        .formatted(
                            name,
                            targets.size(),
                            DidYouMean.nearest(name, names())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; the first is " + names().get(0) + "."))));
  }

  /** Their names, in their order. */
  public List<String> names() {
    return targets.stream().map(Target::name).toList();
  }

  private static List<Target> ofTexts(List<String> texts, Path directory) {
    return texts.stream().map(text -> ofText(text, directory)).toList();
  }

  private static Target ofText(String text, Path directory) {
    DatabaseUrl url = Introspectors.parseUrl(text, directory);
    return new Target(url.displayWithoutPassword(), url, PasswordCommand.isIn(text));
  }

  private static List<Target> ofFiles(Targets files) {
    Path directory = files.directory();
    return new FilePattern(files.text(), directory)
        .files().stream()
            .map(
                file ->
                    new Target(
                        // The path as it is written from the place of underpin.yaml.
                        (file.startsWith(directory) ? directory.relativize(file) : file)
                            .toString()
                            .replace('\\', '/'),
                        Introspectors.ofFile(file),
                        false))
            .toList();
  }

  private static List<Target> ofCommand(Targets command) {
    try {
      List<String> lines =
          new CommandOutput(command.text(), command.directory(), SECONDS)
              .lines().stream()
                  .map(String::strip)
                  .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                  .toList();
      return ofTexts(lines, command.directory());
    } catch (CommandOutput.Failed e) {
      throw failed("%s gave no targets: %s. Nothing was done.".formatted(command, e.why()));
    }
  }

  private static List<Target> ofQuery(Targets query, Settings settings) {
    Target asked = ofText(query.url(), query.directory());
    Optional<PasswordCommand> password =
        asked.hasPassword() ? Optional.empty() : settings.passwordCommand();
    List<Target> found = new ArrayList<>();
    try (Database database =
        Database.open(
            settings.withUrl(asked.url(), password).connectable(),
            true,
            settings.waitFor().orElse(Duration.ZERO))) {
      for (Map<String, String> row : database.rows(query.text())) found.add(ofRow(row, query));
    }
    return found;
  }

  /** A row has a URL, or another database on the same server. */
  private static Target ofRow(Map<String, String> row, Targets query) {
    String url = row.getOrDefault(URL, "");
    String database = row.getOrDefault(DATABASE, "");
    if (url.isEmpty() == database.isEmpty())
      throw failed(
          """
          A row of targets.query has to say one of two things: url, or database (on the server of \
          url). It has: %s. Give the column such a name: SELECT datname AS database …"""
              .formatted(String.join(", ", row.keySet())));
    Target target =
        ofText(url.isEmpty() ? UrlText.inDatabase(query.url(), database) : url, query.directory());
    String name =
        Stream.of(row.getOrDefault(NAME, ""), database, target.name())
            .filter(n -> !n.isEmpty())
            .findFirst()
            .orElseThrow();
    return new Target(name, target.url(), target.hasPassword());
  }

  /** Two runs on one database would wait for each other. */
  private static void refuseTwice(List<Target> targets, Targets named) {
    TreeSet<String> names = new TreeSet<>();
    Map<String, String> urls = new LinkedHashMap<>();
    for (Target target : targets) {
      String other = urls.put(target.url().jdbcUrl(), target.name());
      boolean isNew = names.add(target.name());
      if (other == null && isNew) continue;
      throw failed(
          other == null || other.equals(target.name())
              ? "%s names %s twice. Nothing was done.".formatted(named, target.name())
              : "%s names one database as %s and as %s. Nothing was done."
                  .formatted(named, other, target.name()));
    }
  }

  private static UnderpinException failed(String why) {
    return UnderpinException.failed(FindingCode.TARGETS, why);
  }
}
