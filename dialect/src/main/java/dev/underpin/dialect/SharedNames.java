package dev.underpin.dialect;

import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that parts of different tables and kinds share on a server: no two of them may have the
 * same one. On PostgreSQL a view and an index are such parts, on MySQL the triggers of two tables.
 */
public final class SharedNames {
  /** Tables, views and what else has its name among them. */
  public static final String RELATION = "relation";

  /** Types, on an engine that has them. */
  public static final String TYPE = "type";

  /** Functions and the like, where several kinds share their names. */
  public static final String ROUTINE = "routine";

  /** Triggers, where those of all tables share their names. */
  public static final String TRIGGER = "trigger";

  private final Map<Name, List<Holder>> holders = new LinkedHashMap<>();

  /**
   * A name.
   *
   * @param space what all parts have in common whose names must differ, such as {@code trigger}
   * @param name the name as the server compares it
   */
  public record Name(String space, QualifiedName name) {}

  /**
   * A part that has a name.
   *
   * @param ref what declares it
   */
  public record Holder(ObjectRef ref, SchemaPart part) {}

  /** Who has each name. */
  public Map<Name, List<Holder>> holders() {
    return holders;
  }

  /** Who has a name. */
  public List<Holder> holders(Name name) {
    return holders.getOrDefault(name, List.of());
  }

  /** Add a table. */
  public void table(String space, QualifiedName name, Table table) {
    add(space, name, ObjectRef.table(table.name()), SchemaPart.of(SchemaPart.TABLE, table.name()));
  }

  /** Add an index. */
  public void index(String space, QualifiedName name, Table table, Index index) {
    ObjectRef ref = ObjectRef.table(table.name()).index(index.name());
    add(space, name, ref, SchemaPart.index(table.name(), index.name()));
  }

  /** Add a constraint that has a name. */
  public void constraint(String space, QualifiedName name, Table table, Constraint constraint) {
    ObjectRef ref = ObjectRef.table(table.name()).constraint(constraint);
    add(space, name, ref, SchemaPart.constraint(table.name(), constraint.name().orElse("")));
  }

  /** Add an enum. */
  public void enumType(String space, QualifiedName name) {
    add(space, name, ObjectRef.enumType(name), SchemaPart.of(SchemaPart.ENUM, name));
  }

  /**
   * Add a sequence.
   *
   * @param name the name as the server compares it
   */
  public void sequence(String space, QualifiedName name, QualifiedName sequence) {
    ObjectRef ref = ObjectRef.sequence(sequence);
    add(space, name, ref, SchemaPart.of(SchemaPart.SEQUENCE, sequence));
  }

  /** Add a view, trigger, routine or the like. */
  public void object(String space, QualifiedName name, SchemaObject object) {
    add(space, name, ObjectRef.object(object), SchemaPart.of(object.key()));
  }

  private void add(String space, QualifiedName name, ObjectRef ref, SchemaPart part) {
    holders
        .computeIfAbsent(new Name(space, name), n -> new ArrayList<>())
        .add(new Holder(ref, part));
  }
}
