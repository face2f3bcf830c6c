package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.Edit;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.files.SavedMigration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks that what was edited in a saved migration be approved before it runs. */
record EditApproval(Set<Allow> allowed, RunListener listener) {
  /** The migration as it may run. Where its schema was edited, nobody knows what it leads to. */
  Migration approved(SavedMigration saved) {
    Migration migration = saved.migration();
    saved.requireStatements();
    if (saved.edits().isEmpty()) return migration;
    Set<Allow> needs = Edit.needs(saved.edits());
    Set<Allow> missing = new TreeSet<>(needs);
    missing.removeAll(allowed);
    String edits =
        saved.edits().stream().map(e -> "  " + e.sentence()).collect(Collectors.joining("\n"));
    String why =
        saved.isUntested() ? " was written by hand:\n" : " was edited after it was saved:\n";
    String said = saved.id() + why + edits;
    if (!missing.isEmpty()) {
      throw UnderpinException.refused(
          FindingCode.APPROVAL_MISSING,
          """
          %s
          Nothing was changed. %s Or approve what it does. Needs approval: --allow %s"""
              .formatted(said, remedy(saved), words(missing)));
    }
    listener.note(said);
    TreeSet<String> words = new TreeSet<>(migration.allowed());
    needs.forEach(n -> words.add(n.word()));
    boolean promised = saved.edits().stream().noneMatch(Edit::changesSchema);
    return promised ? migration : migration.withoutPromises(migration.from(), words);
  }

  private static String remedy(SavedMigration saved) {
    String test = "underpin test %s --save".formatted(saved.id());
    return saved.isUntested()
        ? "A test runs it on a scratch database and keeps the approval in its files: " + test + "."
        : "Restore the files, save the change as a new migration, or test the files as they are: "
            + test
            + ".";
  }

  private static String words(Set<Allow> words) {
    return words.stream().map(Allow::word).collect(Collectors.joining(","));
  }
}
