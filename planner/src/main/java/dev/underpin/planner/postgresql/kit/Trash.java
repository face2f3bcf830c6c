package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.stream.Stream;

/**
 * The trash of one direction of a plan: its names, and the statements that move objects into it and
 * out of it. What a plan drops is still in the trash when its rollback adds objects to it, which
 * may have had the same names.
 */
public final class Trash {
  static final String NAMESPACE = "underpin_trash";

  private final PlanningInput input;
  private final PostgresDdl ddl;
  private final String token;

  Trash(PlanningInput input, PostgresDdl ddl, String token) {
    this.input = input;
    this.ddl = ddl;
    this.token = token;
  }

  /** What moves to the namespace of the trash. Columns stay in their table. */
  public enum Kind {
    TABLE,
    SEQUENCE,
    TYPE
  }

  public String name(String name) {
    return TrashNames.of(token, name, input.dialect().maxIdentifierBytes());
  }

  /** The name of an object outside of the default namespace contains its namespace. */
  public String name(QualifiedName name) {
    boolean usual = name.schema().equals(input.catalog().defaultNamespace());
    return name(usual ? name.name() : name.toString());
  }

  /** Where an object is while it is in the namespace of the trash. */
  public QualifiedName place(QualifiedName object) {
    return new QualifiedName(NAMESPACE, name(object));
  }

  /** Creates the namespace of the trash. */
  public String create() {
    return ddl.sql("CREATE SCHEMA IF NOT EXISTS {}", NAMESPACE);
  }

  /** An object leaves its name and its namespace, for that of the trash. */
  public List<String> in(Kind kind, QualifiedName object) {
    return Stream.concat(Stream.of(create()), move(kind, object).stream()).toList();
  }

  /** The same, where the namespace of the trash exists. */
  List<String> move(Kind kind, QualifiedName object) {
    String name = name(object);
    return List.of(
        ddl.sql("ALTER {} {} RENAME TO {}", kind, name(kind, object), name),
        ddl.sql("ALTER {} {} SET SCHEMA {}", kind, name(kind, object.withName(name)), NAMESPACE));
  }

  /** An object gets its namespace and its name again. */
  public List<String> out(Kind kind, QualifiedName object) {
    String name = name(object);
    return List.of(
        ddl.sql("ALTER {} {} SET SCHEMA {}", kind, name(kind, place(object)), object.schema()),
        ddl.sql(
            "ALTER {} {} RENAME TO {}", kind, name(kind, object.withName(name)), object.name()));
  }

  private SqlText name(Kind kind, QualifiedName name) {
    return SqlText.of(kind == Kind.TYPE ? ddl.typeName(name) : ddl.name(name));
  }
}
