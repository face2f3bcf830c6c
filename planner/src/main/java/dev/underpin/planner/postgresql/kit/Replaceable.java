package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.CompositeText;
import dev.underpin.dialect.postgresql.ddl.DictionaryText;
import dev.underpin.dialect.postgresql.ddl.DomainText;
import dev.underpin.dialect.postgresql.ddl.ObjectText;
import dev.underpin.dialect.postgresql.lowering.ForeignText;
import dev.underpin.dialect.postgresql.lowering.PublicationText;
import dev.underpin.schema.model.SchemaObject;
import java.util.List;
import java.util.Optional;

/**
 * Whether the server can put one object in the place of another, which keeps its owner, its grants
 * and all that depends on it.
 *
 * <p>See the notes of {@code CREATE VIEW} and {@code CREATE FUNCTION} in the manual: a view may get
 * more columns at its end; a routine keeps its result, the names of its arguments and its defaults.
 */
public final class Replaceable {
  private Replaceable() {}

  /** True where nothing has to be dropped. */
  public static boolean inPlace(SchemaObject before, SchemaObject after) {
    if (ObjectText.of(before.create()).main().equals(ObjectText.of(after.create()).main()))
      return true;
    if (after.kind() == SchemaObject.Kind.DOMAIN)
      return DomainText.of(ObjectText.of(before.create()).main().canonical())
          .isAlterable(DomainText.of(ObjectText.of(after.create()).main().canonical()));
    if (after.kind() == SchemaObject.Kind.TEXT_SEARCH_DICTIONARY)
      return DictionaryText.of(ObjectText.of(before.create()).main().canonical())
          .isAlterable(DictionaryText.of(ObjectText.of(after.create()).main().canonical()));
    if (after.kind() == SchemaObject.Kind.COMPOSITE_TYPE)
      return CompositeText.of(ObjectText.of(before.create()).main().canonical())
          .isExtendedBy(CompositeText.of(ObjectText.of(after.create()).main().canonical()));
    if (after.kind() == SchemaObject.Kind.PUBLICATION) {
      Optional<PublicationText> publication = PublicationText.of(before);
      return PublicationText.of(after)
          .filter(p -> publication.filter(p::isAlterable).isPresent())
          .isPresent();
    }
    Optional<ForeignText> foreign = ForeignText.of(after);
    if (foreign.isPresent())
      return ForeignText.of(before).filter(b -> b.isAlterable(foreign.get())).isPresent();
    List<String> old = before.facts().parts();
    List<String> now = after.facts().parts();
    if (old.isEmpty() || now.isEmpty()) return false;
    return switch (after.kind()) {
      case VIEW -> now.size() >= old.size() && now.subList(0, old.size()).equals(old);
      case FUNCTION, PROCEDURE, AGGREGATE -> routine(old, now);
      default -> false;
    };
  }

  /**
   * True where the old text can only come back over a drop. A composite type loses its new
   * attributes instead.
   */
  public static boolean isUndoneByDrop(SchemaObject before, SchemaObject after) {
    return after.kind() != SchemaObject.Kind.COMPOSITE_TYPE && !inPlace(after, before);
  }

  /** The result, the number of defaults, then the names of the arguments. */
  private static boolean routine(List<String> old, List<String> now) {
    if (old.size() != now.size() || !old.get(0).equals(now.get(0))) return false;
    if (Integer.parseInt(old.get(1)) > Integer.parseInt(now.get(1))) return false;
    for (int i = 2; i < old.size(); i++) {
      if (!old.get(i).isEmpty() && !old.get(i).equals(now.get(i))) return false;
    }
    return true;
  }
}
