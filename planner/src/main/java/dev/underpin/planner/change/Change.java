package dev.underpin.planner.change;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;

/**
 * One difference between two schemas.
 *
 * <p>Renames come first: every other change speaks of tables and columns by their new names, and
 * its "before" is the schema after the renames.
 */
public sealed interface Change {
  /** A namespace that does not exist yet. Namespaces are never dropped. */
  record CreateNamespace(String namespace) implements Change {}

  /** An enum that is not there yet. */
  record CreateEnum(EnumType type) implements Change {}

  /** An enum that is no longer declared. */
  record DropEnum(EnumType type) implements Change {}

  /** A label of an enum declared with {@code renamed_from}. */
  record RenameLabel(QualifiedName type, String from, String to) implements Change {}

  /** An enum whose labels or comment differ. */
  record AlterEnum(EnumType before, EnumType after) implements Change {}

  /** A free-standing sequence that is not there yet. */
  record CreateSequence(Sequence sequence) implements Change {}

  /** A free-standing sequence that is no longer declared. */
  record DropSequence(Sequence sequence) implements Change {}

  /** A free-standing sequence whose settings differ. */
  record AlterSequence(Sequence before, Sequence after) implements Change {}

  /** A view, trigger or routine that is not there yet. */
  record CreateObject(SchemaObject object) implements Change {}

  /** A view, trigger or routine that is no longer declared. */
  record DropObject(SchemaObject object) implements Change {}

  /** A view, trigger or routine whose text differs. */
  record ReplaceObject(SchemaObject before, SchemaObject after) implements Change {}

  /** A difference in or of one table. */
  sealed interface TableChange extends Change {
    /** The table, by its new name. */
    QualifiedName table();
  }

  /** A table that is not there yet, with its columns, constraints and indexes. */
  record CreateTable(Table definition) implements TableChange {
    @Override
    public QualifiedName table() {
      return definition.name();
    }
  }

  /** A table that is no longer declared. */
  record DropTable(Table definition) implements TableChange {
    @Override
    public QualifiedName table() {
      return definition.name();
    }
  }

  /** A table declared with {@code renamed_from}. */
  record RenameTable(QualifiedName from, QualifiedName table) implements TableChange {}

  /**
   * A table whose comment or options differ; columns, constraints and indexes have changes of their
   * own.
   */
  record AlterTable(Table before, Table after) implements TableChange {
    @Override
    public QualifiedName table() {
      return after.name();
    }
  }

  /** A column that is not there yet. */
  record AddColumn(QualifiedName table, Column column) implements TableChange {}

  /** A column that is no longer declared. */
  record DropColumn(QualifiedName table, Column column) implements TableChange {}

  /** A column declared with {@code renamed_from}. */
  record RenameColumn(QualifiedName table, String from, String to) implements TableChange {}

  /** A column of which anything but the name differs. */
  record AlterColumn(QualifiedName table, Column before, Column after) implements TableChange {}

  /** A constraint that is not there yet. */
  record AddConstraint(QualifiedName table, Constraint constraint) implements TableChange {}

  /** A constraint that is no longer declared. */
  record DropConstraint(QualifiedName table, Constraint constraint) implements TableChange {}

  /**
   * A constraint of the same name whose definition differs, or of the same definition whose name
   * differs.
   */
  record AlterConstraint(QualifiedName table, Constraint before, Constraint after)
      implements TableChange {}

  /** An index that is not there yet. */
  record AddIndex(QualifiedName table, Index index) implements TableChange {}

  /** An index that is no longer declared. */
  record DropIndex(QualifiedName table, Index index) implements TableChange {}

  /** An index of the same name whose definition differs. */
  record AlterIndex(QualifiedName table, Index before, Index after) implements TableChange {}
}
