package dev.underpin.introspect;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What to look at.
 *
 * @param namespaces the namespaces to read; empty for every one that is a person's own
 * @param defaultNamespace the namespace of unqualified names, where the caller wants another than
 *     the engine's default
 * @param ignored true for the name of a table that is not to be seen at all
 * @param sizes false where nobody asks how many rows tables have and how large they are: an engine
 *     that would have to read the tables for it may then leave that unknown
 * @param details true where notes name each attribute that the model does not have, though each
 *     object has to be asked for it
 * @param only what alone is looked at; empty for all
 */
public record Scope(
    Set<String> namespaces,
    Optional<String> defaultNamespace,
    Predicate<String> ignored,
    boolean sizes,
    boolean details,
    Optional<Only> only) {
  /**
   * A part of a database, which is enough after statements that can change nothing else.
   *
   * @param tables the names of tables, in whatever namespace
   * @param objects true for all views, triggers, routines and the like as well
   */
  public record Only(Set<String> tables, boolean objects) {
    public Only {
      tables = Set.copyOf(tables);
    }
  }

  /** Everything that is a person's own. */
  public static final Scope ALL = new Scope(Set.of(), Optional.empty(), name -> false);

  public Scope {
    namespaces = Set.copyOf(namespaces);
  }

  /** The usual look, sizes included. */
  public Scope(
      Set<String> namespaces, Optional<String> defaultNamespace, Predicate<String> ignored) {
    this(namespaces, defaultNamespace, ignored, true, false, Optional.empty());
  }

  /** The same, for the sake of the schema alone. */
  public Scope withoutSizes() {
    return new Scope(namespaces, defaultNamespace, ignored, false, details, only);
  }

  /** The same, with a note for each attribute that the model does not have. */
  public Scope withDetails() {
    return new Scope(namespaces, defaultNamespace, ignored, sizes, true, only);
  }

  /** The same, of a part alone. */
  public Scope only(Only part) {
    return new Scope(namespaces, defaultNamespace, ignored, sizes, details, Optional.of(part));
  }

  /** True where views, triggers, routines and the like are looked at. */
  public boolean hasObjects() {
    return only.isEmpty() || only.get().objects();
  }
}
