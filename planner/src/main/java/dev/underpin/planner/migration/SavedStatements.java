package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Planner;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.step.Mode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which statements of a migration's file are as a plan has saved them. */
public final class SavedStatements {
  private final Dialect dialect;
  private final Optional<Set<String>> hashes;

  private SavedStatements(Dialect dialect, Optional<Set<String>> hashes) {
    this.dialect = dialect;
    this.hashes = hashes;
  }

  /** Of a file with the header of a migration. */
  public static SavedStatements of(String text, Dialect dialect) {
    Optional<Set<String>> hashes = FileSeal.saved(text).map(HashSet::new);
    EnginePlanner recipes = Planner.recipes(dialect.engine().id());
    hashes.ifPresent(
        all -> {
          for (Mode mode : Mode.values()) {
            EnginePlanner.Framing framing = recipes.framing(mode);
            for (List<String> lines : List.of(framing.before(), framing.after()))
              lines.forEach(line -> all.add(FileSeal.hash(line, dialect)));
          }
        });
    return new SavedStatements(dialect, hashes);
  }

  /**
   * True for a statement as it was saved, or one that stands around a step. Files of earlier
   * versions do not say what was saved; all of theirs counts as that.
   */
  public boolean has(String statement) {
    return hashes.isEmpty() || hashes.get().contains(FileSeal.hash(statement, dialect));
  }
}
