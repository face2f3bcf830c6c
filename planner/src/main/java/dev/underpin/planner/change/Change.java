package dev.underpin.planner.change;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One change of a schema: what a diff finds between two of them, and what a step of a plan does to
 * the model. It says what was before as well as what is after, so that it has an {@linkplain
 * #inverse inverse}, and so that applying it to a model where it does not fit is found out.
 *
 * <p>In a diff renames come first: every other change speaks of tables and columns by their new
 * names, and its "before" is the schema after the renames.
 */
public sealed interface Change {
  /** What the visitor says of a change of this kind. */
  <R> R accept(ChangeVisitor<R> visitor);

  /** The change that undoes this one. */
  default Change inverse() {
    return accept(Inverse.OF);
  }

  /** What it is about, by the name that it has afterwards. */
  default ObjectRef target() {
    return accept(Target.OF);
  }

  /** The changes that undo these, in the order in which they do. */
  static List<Change> inverse(List<Change> changes) {
    List<Change> turned = new ArrayList<>(changes.size());
    for (int i = changes.size() - 1; i >= 0; i--) turned.add(changes.get(i).inverse());
    return turned;
  }

  /** What makes a constraint of one another, or nothing where both are the same. */
  static Optional<Change> between(
      QualifiedName table,
      Optional<? extends Constraint> before,
      Optional<? extends Constraint> after) {
    if (before.isPresent() && after.isPresent()) {
      return Optional.of(new AlterConstraint(table, before.get(), after.get()));
    }
    Optional<Change> dropped = before.map(c -> new DropConstraint(table, c));
    return dropped.or(() -> after.map(c -> new AddConstraint(table, c)));
  }

  /** A namespace that does not exist yet. */
  record CreateNamespace(String namespace, Optional<String> comment) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.createNamespace(this);
    }
  }

  /** A namespace that goes: nobody declares it, or the step that made it is rolled back. */
  record DropNamespace(String namespace, Optional<String> comment) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.dropNamespace(this);
    }
  }

  /** A namespace whose comment differs. */
  record AlterNamespace(String namespace, Optional<String> before, Optional<String> after)
      implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.alterNamespace(this);
    }
  }

  /** An enum that is not there yet. */
  record CreateEnum(EnumType type) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.createEnum(this);
    }
  }

  /** An enum that is no longer declared. */
  record DropEnum(EnumType type) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.dropEnum(this);
    }
  }

  /** A label of an enum declared with {@code renamed_from}; constants of the type follow. */
  record RenameLabel(QualifiedName type, String from, String to) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.renameLabel(this);
    }
  }

  /** An enum whose labels or comment differ. */
  record AlterEnum(EnumType before, EnumType after) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.alterEnum(this);
    }
  }

  /** A free-standing sequence that is not there yet. */
  record CreateSequence(Sequence sequence) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.createSequence(this);
    }
  }

  /** A free-standing sequence that is no longer declared. */
  record DropSequence(Sequence sequence) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.dropSequence(this);
    }
  }

  /** A free-standing sequence whose settings differ. */
  record AlterSequence(Sequence before, Sequence after) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.alterSequence(this);
    }
  }

  /** A view, trigger or routine that is not there yet. */
  record CreateObject(SchemaObject object) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.createObject(this);
    }
  }

  /** A view, trigger or routine that is no longer declared. */
  record DropObject(SchemaObject object) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.dropObject(this);
    }
  }

  /** A view, trigger or routine whose text differs. */
  record ReplaceObject(SchemaObject before, SchemaObject after) implements Change {
    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.replaceObject(this);
    }
  }

  /**
   * Grants on an object, its owner, or default privileges. One of the sides is empty where the
   * object itself comes or goes.
   */
  record ChangeAccess(Optional<Access> before, Optional<Access> after) implements Change {
    /** What it is about. */
    public Access.Key key() {
      return after.or(() -> before).orElseThrow().key();
    }

    @Override
    public <R> R accept(ChangeVisitor<R> visitor) {
      return visitor.changeAccess(this);
    }
  }

  /** A change in or of one table. */
  sealed interface TableChange extends Change {
    /** The table, by its new name. */
    QualifiedName table();

    /** What the visitor says of a change of this kind. */
    <R> R accept(TableChangeVisitor<R> visitor);

    @Override
    default <R> R accept(ChangeVisitor<R> visitor) {
      return accept((TableChangeVisitor<R>) visitor);
    }
  }

  /** A table that is not there yet, with its columns, constraints and indexes. */
  record CreateTable(Table definition) implements TableChange {
    @Override
    public QualifiedName table() {
      return definition.name();
    }

    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.createTable(this);
    }
  }

  /** A table that is no longer declared. */
  record DropTable(Table definition) implements TableChange {
    @Override
    public QualifiedName table() {
      return definition.name();
    }

    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.dropTable(this);
    }
  }

  /** A table declared with {@code renamed_from}; foreign keys that reference it follow. */
  record RenameTable(QualifiedName from, QualifiedName table) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.renameTable(this);
    }
  }

  /**
   * A table whose comment or options differ; columns, constraints and indexes have changes of their
   * own.
   */
  record AlterTable(Table before, Table after) implements TableChange {
    @Override
    public QualifiedName table() {
      return after.name();
    }

    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.alterTable(this);
    }
  }

  /**
   * A table that a step replaces by another definition under the same name, as a rebuild does. A
   * diff finds what differs in it instead.
   */
  record ReplaceTable(Table before, Table after) implements TableChange {
    @Override
    public QualifiedName table() {
      return after.name();
    }

    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.replaceTable(this);
    }
  }

  /** A column that is not there yet. */
  record AddColumn(QualifiedName table, Column column) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.addColumn(this);
    }
  }

  /** A column that is no longer declared. */
  record DropColumn(QualifiedName table, Column column) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.dropColumn(this);
    }
  }

  /**
   * A column declared with {@code renamed_from}; keys, checks, indexes and foreign keys that name
   * it follow.
   */
  record RenameColumn(QualifiedName table, String from, String to) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.renameColumn(this);
    }
  }

  /** A column of which anything but the name differs. */
  record AlterColumn(QualifiedName table, Column before, Column after) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.alterColumn(this);
    }
  }

  /** A constraint that is not there yet. */
  record AddConstraint(QualifiedName table, Constraint constraint) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.addConstraint(this);
    }
  }

  /** A constraint that is no longer declared. */
  record DropConstraint(QualifiedName table, Constraint constraint) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.dropConstraint(this);
    }
  }

  /**
   * A constraint of the same name whose definition differs, or of the same definition whose name
   * differs.
   */
  record AlterConstraint(QualifiedName table, Constraint before, Constraint after)
      implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.alterConstraint(this);
    }
  }

  /** An index that is not there yet. */
  record AddIndex(QualifiedName table, Index index) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.addIndex(this);
    }
  }

  /** An index that is no longer declared. */
  record DropIndex(QualifiedName table, Index index) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.dropIndex(this);
    }
  }

  /** An index whose definition or name differs. */
  record AlterIndex(QualifiedName table, Index before, Index after) implements TableChange {
    @Override
    public <R> R accept(TableChangeVisitor<R> visitor) {
      return visitor.alterIndex(this);
    }
  }
}
