package dev.underpin.planner.diff;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Namespaces that nobody declares, where the desired schema says that it declares them all: one in
 * which nothing remains is dropped.
 */
public record OtherNamespaces(Dialect dialect, Catalog catalog) {
  /** The differences, with the namespaces that go. */
  public static DiffResult added(
      Dialect dialect, Catalog catalog, DiffResult diff, Schema desired) {
    return new OtherNamespaces(dialect, catalog).added(diff, desired.namespaces());
  }

  private DiffResult added(DiffResult diff, SortedSet<String> declared) {
    List<Change> changes = new ArrayList<>(diff.changes());
    List<Note> notes = new ArrayList<>(diff.notes());
    SortedSet<String> kept = new TreeSet<>(diff.target().namespaces());
    SortedSet<String> used = used(diff.target());
    for (String namespace : diff.renamed().namespaces()) {
      if (declared.contains(namespace) || stays(namespace) || used.contains(namespace)) continue;
      List<String> others = catalog.namespace(namespace).others();
      if (others.isEmpty()) {
        kept.remove(namespace);
        changes.add(
            new Change.DropNamespace(namespace, diff.renamed().namespaceComment(namespace)));
      } else {
        notes.add(
            new Note(
                namespace,
                "this schema is not declared and stays, because it has what is not managed: "
                    + String.join(", ", others)));
      }
    }
    return new DiffResult(
        changes, diff.renamed(), diff.target().withNamespaces(kept), diff.refusals(), notes);
  }

  /** Unqualified names need the one, and tools expect the other. */
  private boolean stays(String namespace) {
    return namespace.equals(catalog.defaultNamespace())
        || namespace.equals(dialect.defaultNamespace());
  }

  private SortedSet<String> used(Schema schema) {
    SortedSet<String> used = new TreeSet<>();
    schema.tables().keySet().forEach(name -> used.add(name.schema()));
    schema.enums().keySet().forEach(name -> used.add(name.schema()));
    schema.sequences().keySet().forEach(name -> used.add(name.schema()));
    schema.objects().values().forEach(object -> used.add(dialect.namespaceOf(object)));
    return used;
  }
}
