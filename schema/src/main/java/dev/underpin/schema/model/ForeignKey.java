package dev.underpin.schema.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A foreign key.
 *
 * @param references the referenced table
 * @param referencedColumns its columns; empty where the YAML or the catalog leaves it to the
 *     primary key
 * @param match SIMPLE, FULL or PARTIAL
 * @param notValid true where existing rows have not been checked
 * @param setColumns the columns that SET NULL or SET DEFAULT touches, where not all (PostgreSQL 15)
 */
public record ForeignKey(
    Optional<String> name,
    List<String> columnList,
    QualifiedName references,
    List<String> referencedColumns,
    ReferentialAction onDelete,
    ReferentialAction onUpdate,
    String match,
    Deferrability deferrability,
    boolean notValid,
    List<String> setColumns,
    SortedMap<String, String> options)
    implements Constraint {
  public ForeignKey {
    columnList = List.copyOf(columnList);
    referencedColumns = List.copyOf(referencedColumns);
    setColumns = List.copyOf(setColumns);
  }

  /** A foreign key with every attribute at its default. */
  public static ForeignKey of(
      Optional<String> name,
      List<String> columns,
      QualifiedName references,
      List<String> referencedColumns) {
    return new ForeignKey(
        name,
        columns,
        references,
        referencedColumns,
        ReferentialAction.UNSAID,
        ReferentialAction.UNSAID,
        "SIMPLE",
        Deferrability.NOT_DEFERRABLE,
        false,
        List.of(),
        Options.none());
  }

  @Override
  public ForeignKey withName(Optional<String> other) {
    return with(other, deferrability, notValid, options);
  }

  public ForeignKey withDeferrability(Deferrability other) {
    return with(name, other, notValid, options);
  }

  public ForeignKey withNotValid(boolean other) {
    return with(name, deferrability, other, options);
  }

  public ForeignKey withColumns(
      List<String> columns, QualifiedName table, List<String> tableColumns, List<String> set) {
    return new ForeignKey(
        name,
        columns,
        table,
        tableColumns,
        onDelete,
        onUpdate,
        match,
        deferrability,
        notValid,
        set,
        options);
  }

  public ForeignKey withActions(ReferentialAction delete, ReferentialAction update) {
    return new ForeignKey(
        name,
        columnList,
        references,
        referencedColumns,
        delete,
        update,
        match,
        deferrability,
        notValid,
        setColumns,
        options);
  }

  /** The key without the word that the engine takes silence for. */
  public ForeignKey unlessUsual(ReferentialAction usual) {
    return onDelete == usual || onUpdate == usual
        ? withActions(onDelete.unlessUsual(usual), onUpdate.unlessUsual(usual))
        : this;
  }

  @Override
  public Set<String> columns() {
    return new LinkedHashSet<>(columnList);
  }

  private ForeignKey with(
      Optional<String> name,
      Deferrability deferrability,
      boolean notValid,
      SortedMap<String, String> options) {
    return new ForeignKey(
        name,
        columnList,
        references,
        referencedColumns,
        onDelete,
        onUpdate,
        match,
        deferrability,
        notValid,
        setColumns,
        options);
  }

  @Override
  public ForeignKey withOptions(SortedMap<String, String> other) {
    return with(name, deferrability, notValid, other);
  }

  @Override
  public <R> R match(
      Function<? super PrimaryKey, ? extends R> primaryKey,
      Function<? super UniqueConstraint, ? extends R> unique,
      Function<? super ForeignKey, ? extends R> foreignKey,
      Function<? super CheckConstraint, ? extends R> check,
      Function<? super ExclusionConstraint, ? extends R> exclusion) {
    return foreignKey.apply(this);
  }
}
