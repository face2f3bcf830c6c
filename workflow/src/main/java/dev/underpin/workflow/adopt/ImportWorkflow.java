package dev.underpin.workflow.adopt;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Adopts a database whose schema another migration tool has made. That tool's tables stay. */
public record ImportWorkflow(Settings settings, Path directory, Clock clock) {
  /**
   * What was adopted.
   *
   * @param written the files that did not exist before
   */
  public record Result(OtherHistory from, List<Path> written, BaselineWorkflow.Result baseline) {
    public Result {
      written = List.copyOf(written);
    }
  }

  /**
   * Adopt.
   *
   * @param named the tool; absent for the one whose history the database has
   * @param jsonSchema what is written beside a new schema
   */
  public Result adopt(Optional<OtherTool> named, String jsonSchema) {
    OtherHistory history = history(named);
    String product = history.tool().product();
    if (!history.unfinished().isEmpty())
      throw UnderpinException.refused(
          "%s has not finished: %s. Nothing was changed. Let it finish or repair it first, with its own commands."
              .formatted(product, String.join(", ", history.unfinished())));
    List<Path> written =
        Files.exists(settings.schema())
            ? List.of()
            : new InitWorkflow(settings, directory).init(jsonSchema, history.tables());
    String last =
        history.applied().isEmpty()
            ? ""
            : ", the last one " + history.applied().get(history.applied().size() - 1);
    String said = "after %d of %s%s".formatted(history.applied().size(), product, last);
    String message = settings.message().isEmpty() ? said : settings.message() + " (" + said + ")";
    return new Result(
        history,
        written,
        new BaselineWorkflow(settings.withMessage(message), clock).baseline("baseline"));
  }

  private OtherHistory history(Optional<OtherTool> named) {
    List<OtherHistory> all;
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      all = new ArrayList<>(OtherHistory.all(live));
    }
    named.ifPresent(tool -> all.removeIf(h -> h.tool() != tool));
    if (all.size() == 1) return all.get(0);
    if (all.isEmpty())
      throw UnderpinException.refused(
          named
                  .map(tool -> "The database has no history of " + tool.product() + ".")
                  .orElse("The database has no history of a tool that import knows.")
              + " Nothing was changed. To take it over as it is: underpin baseline");
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        "The database has histories of %s. Name the one that made the schema: underpin import %s"
            .formatted(
                all.stream().map(h -> h.tool().product()).collect(Collectors.joining(" and ")),
                all.get(0).tool().word()));
  }

  /** The tool that a person has typed. */
  public static OtherTool tool(String word) {
    return Arrays.stream(OtherTool.values())
        .filter(tool -> tool.word().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new UnderpinException(
                    UnderpinException.Kind.USAGE,
                    "import does not know \"%s\"; it knows: %s."
                        .formatted(
                            word,
                            Arrays.stream(OtherTool.values())
                                .map(OtherTool::word)
                                .collect(Collectors.joining(", ")))));
  }
}
