package dev.underpin.cli.html;

import dev.underpin.schema.error.Location;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.status.DriftReport;
import dev.underpin.workflow.status.DriftResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What differs, each object with both sides.
 *
 * @param noDrift true where nothing differs and no step remains
 * @param summary what was compared, and what came of it
 * @param remedy what ends drift, a command a line; empty where nothing has to be done
 */
public record DriftSection(
    String id,
    String heading,
    boolean noDrift,
    List<String> summary,
    List<Difference> differences,
    List<String> lost,
    List<String> pending,
    List<String> notes,
    String remedy)
    implements HtmlSection {

  /**
   * One object.
   *
   * @param mark how it differs, as a sign
   * @param place where the YAML declares it; empty where it does not
   */
  public record Difference(
      String mark, String object, String expected, String found, String place) {}

  /**
   * Drift as a section.
   *
   * @param place how a place in a file is written
   */
  public static DriftSection of(
      String id,
      String heading,
      DriftReport report,
      String remedy,
      Function<Location, String> place) {
    DriftResult result = report.result();
    return new DriftSection(
        id,
        heading,
        result.noDrift(),
        summary(result),
        result.differences().stream().map(d -> difference(d, report, place)).toList(),
        result.lost().stream().map(Object::toString).toList(),
        result.pending(),
        result.notes().stream().map(Object::toString).toList(),
        result.noDrift() ? "" : remedy);
  }

  private static List<String> summary(DriftResult result) {
    String where = result.database() + " on " + result.engine() + ": ";
    if (result.noDrift())
      return List.of(where + "no drift. The schema is as " + result.compared() + " left it.");
    int count = result.differences().size() + result.lost().size();
    String differences =
        where + StepNumbers.count(count, "difference") + " from " + result.compared() + ".";
    List<String> partial = result.partial().map(p -> where + p.sentence()).stream().toList();
    return count == 0 ? partial : Stream.concat(partial.stream(), Stream.of(differences)).toList();
  }

  private static Difference difference(
      ChangeLine d, DriftReport report, Function<Location, String> place) {
    return new Difference(
        d.sign().mark(),
        d.subject(report.result().names()),
        side(d.before()),
        side(d.after()),
        report.place(d).map(place).orElse(""));
  }

  private static String side(Optional<String> text) {
    return text.map(t -> t.isEmpty() ? "exists" : t).orElse("nothing");
  }
}
