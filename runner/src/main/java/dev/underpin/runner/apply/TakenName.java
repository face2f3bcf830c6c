package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SharedNames;
import dev.underpin.dialect.SharedNames.Name;
import dev.underpin.planner.migration.Migration;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * A name that a migration is about to give, and that something has by now which the migration does
 * not speak of: another branch has created it, or another project.
 *
 * @param created what is to get the name
 * @param holder what has it
 */
public record TakenName(SchemaPart created, SchemaPart holder) {
  /** The first one, in the order of the parts. */
  public static Optional<TakenName> of(Migration migration, LiveSchema live) {
    Optional<PartMarks> needs = PartMarks.of(migration.from());
    Optional<PartMarks> leaves = PartMarks.of(migration.to());
    if (needs.isEmpty() || leaves.isEmpty()) return Optional.empty();
    List<SchemaPart> created = leaves.get().createdSince(needs.get());
    if (created.isEmpty()) return Optional.empty();
    SharedNames names = live.dialect().sharedNames(live.catalog().schema());
    for (SchemaPart part : created) {
      Optional<SchemaPart> holder =
          name(part, live.dialect()).map(names::holders).orElse(List.of()).stream()
              .map(SharedNames.Holder::part)
              .filter(other -> !leaves.get().lacks(other))
              .findFirst();
      if (holder.isPresent()) return holder.map(other -> new TakenName(part, other));
    }
    return Optional.empty();
  }

  /** The name of a part, where its kind tells with which others it shares its names. */
  private static Optional<Name> name(SchemaPart part, Dialect dialect) {
    String space =
        switch (part.kind()) {
          case "table", "index", "sequence", "view", "materialized_view", "foreign_table" ->
              SharedNames.RELATION;
          case "trigger" -> SharedNames.TRIGGER;
          case "enum", "domain", "composite_type", "range_type" -> SharedNames.TYPE;
          case "function", "procedure", "aggregate" -> SharedNames.ROUTINE;
          default -> "";
        };
    QualifiedName folded = new QualifiedName(part.schema(), dialect.foldTable(part.name()));
    return space.isEmpty() ? Optional.empty() : Optional.of(new Name(space, folded));
  }
}
