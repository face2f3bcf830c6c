package dev.underpin.workflow.status;

import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import dev.underpin.workflow.report.ReportedFinding.Level;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drift as findings: each difference at the line of the YAML that declares what differs.
 *
 * @param schema the YAML file or folder
 * @param origins where the YAML declares things; nothing where it cannot be read
 */
public record DriftReport(DriftResult result, Path schema, Origins origins) {
  /** Of the YAML that the settings name. No server is asked. */
  public static DriftReport of(DriftResult result, Settings settings) {
    return new DriftReport(
        result, settings.schema(), origins(settings.schema(), result.engine().id()));
  }

  private static Origins origins(Path schema, String engine) {
    if (!Files.exists(schema)) return Origins.NONE;
    try {
      return DesiredSchema.read(schema, Optional.of(engine))
          .declared()
          .map(Declared::origins)
          .orElse(Origins.NONE);
    } catch (UnderpinException e) {
      // A place is an extra: a YAML that cannot be read takes nothing from the comparison.
      return Origins.NONE;
    }
  }

  /** Where the YAML declares what differs, or the table that it belongs to. */
  public Optional<Location> place(ChangeLine difference) {
    ObjectRef ref = difference.target();
    return origins.of(ref.without(result.names().defaultNamespace())).or(() -> origins.of(ref));
  }

  /**
   * The findings.
   *
   * @param subject what the database is called in the report
   * @param remedy what ends drift
   */
  public Report report(String subject, String remedy) {
    List<ReportedFinding> findings = new ArrayList<>();
    result.partial().ifPresent(partial -> findings.add(unfinished(partial)));
    for (ChangeLine d : result.differences()) {
      findings.add(
          ReportedFinding.of(FindingCode.SCHEMA_DIFFERS, Level.ERROR, sentence(d))
              .withRemedy(remedy)
              .at(place(d))
              .about(d.kind(), d.object(result.names())));
    }
    for (Note lost : result.lost()) {
      findings.add(
          ReportedFinding.of(FindingCode.SCHEMA_DIFFERS, Level.ERROR, lost.toString())
              .withRemedy(remedy));
    }
    return new Report(
        "drift",
        subject,
        schema.toString(),
        findings,
        result.notes().stream().map(Note::toString).toList());
  }

  private static ReportedFinding unfinished(DriftResult.Partial partial) {
    boolean running = partial.underWay().isPresent();
    return ReportedFinding.of(
            running ? FindingCode.RUN_UNDER_WAY : FindingCode.PARTIALLY_APPLIED,
            running ? Level.WARNING : Level.ERROR,
            partial.sentence())
        .about("migration", partial.id());
  }

  private String sentence(ChangeLine d) {
    return "%s: expected %s, found %s."
        .formatted(d.subject(result.names()), side(d.before()), side(d.after()));
  }

  private static String side(Optional<String> text) {
    return text.map(t -> t.isEmpty() ? "it to exist" : t).orElse("nothing");
  }
}
