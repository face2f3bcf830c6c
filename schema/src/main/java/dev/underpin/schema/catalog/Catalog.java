package dev.underpin.schema.catalog;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.util.List;
import java.util.Map;

/**
 * What introspection brings back: the structure, facts beside it, and notes on what could not be
 * modelled.
 *
 * @param database the database's name for people, without a password or a host
 * @param defaultNamespace the namespace of unqualified names; empty where the engine has none
 * @param schema the managed structure: without the tool's own tables and the trash
 * @param trash what waits to be purged
 * @param collations the collation of tables that name none, by namespace; empty where it is not
 *     known
 * @param broken the views and triggers that block changes elsewhere because they name missing
 *     objects, in the order of their creation; empty where such things do not
 * @param roles the roles of the server
 * @param namespaces what is known of namespaces; nothing where only some were looked at
 */
public record Catalog(
    Engine engine,
    String database,
    String defaultNamespace,
    Schema schema,
    Map<QualifiedName, TableFacts> tables,
    List<TrashItem> trash,
    List<Note> notes,
    Map<String, String> collations,
    List<InvalidObject> broken,
    Roles roles,
    Map<String, NamespaceFacts> namespaces) {
  public Catalog {
    broken = List.copyOf(broken);
    collations = Map.copyOf(collations);
    tables = Map.copyOf(tables);
    trash = List.copyOf(trash);
    notes = List.copyOf(notes);
    namespaces = Map.copyOf(namespaces);
  }

  /** One of which roles and namespaces are not known. */
  public Catalog(
      Engine engine,
      String database,
      String defaultNamespace,
      Schema schema,
      Map<QualifiedName, TableFacts> tables,
      List<TrashItem> trash,
      List<Note> notes,
      Map<String, String> collations,
      List<InvalidObject> broken) {
    this(
        engine,
        database,
        defaultNamespace,
        schema,
        tables,
        trash,
        notes,
        collations,
        broken,
        Roles.UNKNOWN,
        Map.of());
  }

  /** A catalog of a structure alone: nothing else is known. */
  public static Catalog of(Engine engine, String database, String defaultNamespace, Schema schema) {
    return new Catalog(
        engine,
        database,
        defaultNamespace,
        schema,
        Map.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  /** The facts of a namespace, or that nothing is known. */
  public NamespaceFacts namespace(String name) {
    return namespaces.getOrDefault(name, NamespaceFacts.UNKNOWN);
  }

  /** The facts of a table, or that nothing is known. */
  public TableFacts facts(QualifiedName table) {
    return tables.getOrDefault(table, TableFacts.UNKNOWN);
  }

  public Catalog withSchema(Schema other) {
    return new Catalog(
        engine,
        database,
        defaultNamespace,
        other,
        tables,
        trash,
        notes,
        collations,
        broken,
        roles,
        namespaces);
  }

  public Catalog withRoles(Roles other) {
    return new Catalog(
        engine,
        database,
        defaultNamespace,
        schema,
        tables,
        trash,
        notes,
        collations,
        broken,
        other,
        namespaces);
  }

  public Catalog withNotes(List<Note> other) {
    return new Catalog(
        engine,
        database,
        defaultNamespace,
        schema,
        tables,
        trash,
        other,
        collations,
        broken,
        roles,
        namespaces);
  }

  public Catalog withTrash(List<TrashItem> other) {
    return new Catalog(
        engine,
        database,
        defaultNamespace,
        schema,
        tables,
        other,
        notes,
        collations,
        broken,
        roles,
        namespaces);
  }

  public Catalog withDatabase(String other) {
    return new Catalog(
        engine,
        other,
        defaultNamespace,
        schema,
        tables,
        trash,
        notes,
        collations,
        broken,
        roles,
        namespaces);
  }
}
