package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.CompositeText;
import dev.underpin.dialect.postgresql.ddl.DictionaryText;
import dev.underpin.dialect.postgresql.ddl.DomainText;
import dev.underpin.dialect.postgresql.ddl.ObjectText;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lowering.ForeignText;
import dev.underpin.dialect.postgresql.lowering.PublicationText;
import dev.underpin.schema.model.ObjectFacts.Kept;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that create objects, with all that the catalog keeps beside their text. */
public final class ObjectStatements {
  private ObjectStatements() {}

  /** Creates an object. */
  public static List<String> create(SchemaObject object) {
    return ObjectText.of(object.create()).statements();
  }

  /** Creates an object again that was dropped: its owner and grants come back. */
  public static List<String> recreate(SchemaObject object) {
    return recreate(object, object);
  }

  /** Creates an object in place of one that was dropped, which gives it its owner and grants. */
  public static List<String> recreate(SchemaObject object, SchemaObject before) {
    List<String> statements = new ArrayList<>(create(object));
    boolean same = object.create().equals(before.create());
    Set<String> columns = same ? Set.of() : columns(object);
    for (Kept kept : before.facts().kept()) {
      if (same || kept.column().isEmpty() || columns.contains(kept.column()))
        statements.add(kept.sql());
    }
    return statements;
  }

  /** The statements that leave one text in place of the other, without a drop. */
  public static List<String> inPlace(SchemaObject before, SchemaObject after) {
    ObjectText old = ObjectText.of(before.create());
    ObjectText now = ObjectText.of(after.create());
    List<String> statements = new ArrayList<>();
    if (after.kind() == Kind.DOMAIN) {
      statements.addAll(DomainText.of(now).after(DomainText.of(old)));
    } else if (!old.main().equals(now.main())) {
      if (after.kind() == Kind.COMPOSITE_TYPE)
        statements.addAll(composite(now).add(composite(old)));
      else if (after.kind() == Kind.TEXT_SEARCH_DICTIONARY)
        statements.add(dictionary(now).after(dictionary(old)));
      else if (after.kind() == Kind.PUBLICATION)
        statements.addAll(publication(after).after(publication(before)));
      else if (ForeignText.of(after).isPresent())
        statements.addAll(foreign(after).after(foreign(before)));
      else statements.add(now.orReplace());
    }
    statements.addAll(now.restAfter(old));
    return statements;
  }

  /** The statements that undo {@link #inPlace}, where the server could not do the reverse. */
  public static List<String> undo(SchemaObject before, SchemaObject after) {
    if (after.kind() != Kind.COMPOSITE_TYPE) {
      List<String> statements = new ArrayList<>(List.of(after.drop()));
      statements.addAll(recreate(before));
      return statements;
    }
    ObjectText old = ObjectText.of(before.create());
    ObjectText now = ObjectText.of(after.create());
    List<String> statements = new ArrayList<>(composite(now).drop(composite(old)));
    statements.addAll(old.restAfter(now));
    return statements;
  }

  private static CompositeText composite(ObjectText text) {
    return CompositeText.of(text.main().canonical());
  }

  private static DictionaryText dictionary(ObjectText text) {
    return DictionaryText.of(text.main().canonical());
  }

  private static PublicationText publication(SchemaObject object) {
    return PublicationText.of(object).orElseThrow();
  }

  private static ForeignText foreign(SchemaObject object) {
    return ForeignText.of(object).orElseThrow();
  }

  /** A routine has none: its parts are its result and its arguments. */
  private static Set<String> columns(SchemaObject view) {
    if (view.kind() != Kind.VIEW && view.kind() != Kind.MATERIALIZED_VIEW) return Set.of();
    return view.facts().parts().stream()
        .map(part -> Lexer.tokens(part).get(0).name())
        .collect(Collectors.toSet());
  }
}
