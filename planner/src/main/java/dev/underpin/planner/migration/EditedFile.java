package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.error.UnderpinException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Finds what of a migration's file is not as it was saved. */
record EditedFile(String place, String file, Dialect dialect) {
  /** A statement of a step, without what frames the step. */
  record Statement(int step, String sql) {}

  /**
   * What differs.
   *
   * @param saved the hashes as they were saved; where an earlier version wrote none, every
   *     statement that loses something counts as edited
   */
  List<Edit> edits(Optional<List<String>> saved, List<Statement> statements) {
    if (saved.isEmpty()) {
      return statements.stream()
          .filter(s -> s.step() > 0)
          .map(this::edit)
          .filter(e -> !unapproved(e).isEmpty())
          .toList();
    }
    List<Edit> edits = new ArrayList<>();
    int next = 0;
    boolean missing = false;
    for (Statement statement : statements) {
      List<String> rest = saved.get().subList(next, saved.get().size());
      int at = rest.indexOf(FileSeal.hash(statement.sql(), dialect));
      if (at < 0) {
        edits.add(edit(statement));
      } else {
        missing |= at > 0;
        next += at + 1;
      }
    }
    missing |= next < saved.get().size();
    if (missing && edits.stream().noneMatch(Edit::changesSchema))
      edits.add(new Edit(place + "/" + file, "", EnumSet.of(Allow.DRIFT), true));
    return edits;
  }

  /** What of a file that a person wrote has to be approved: nobody has promised where it leads. */
  List<Edit> untested(List<Statement> statements) {
    return statements.stream()
        .filter(s -> s.step() > 0)
        .map(this::edit)
        .filter(e -> !e.needs().isEmpty())
        .toList();
  }

  /** What a statement needs beside the approval that its plan had. */
  private static EnumSet<Allow> unapproved(Edit edit) {
    EnumSet<Allow> needs = EnumSet.noneOf(Allow.class);
    needs.addAll(edit.needs());
    needs.remove(Allow.DRIFT);
    return needs;
  }

  private Edit edit(Statement statement) {
    StatementRisk risk = StatementRisk.of(dialect.tokens(statement.sql()));
    String at = statement.step() == 0 ? "before step 1" : "step " + statement.step();
    String where = "%s/%s, %s".formatted(place, file, at);
    Edit edit = Edit.of(where, statement.sql(), risk);
    if (!risk.endsTransaction()) return edit;
    throw UnderpinException.refused(
        """
        %s
        Underpin begins and ends the transaction of each step itself. Nothing was changed. Remove \
        the statement."""
            .formatted(edit.sentence()));
  }
}
