package dev.underpin.planner.change;

/**
 * Says something of every kind of change. A new kind is a method more, so that nothing compiles
 * before every place has answered for it.
 *
 * @param <R> what is said of a change
 */
public interface ChangeVisitor<R> extends TableChangeVisitor<R> {
  R createNamespace(Change.CreateNamespace change);

  R dropNamespace(Change.DropNamespace change);

  R alterNamespace(Change.AlterNamespace change);

  R createEnum(Change.CreateEnum change);

  R dropEnum(Change.DropEnum change);

  R renameLabel(Change.RenameLabel change);

  R alterEnum(Change.AlterEnum change);

  R createSequence(Change.CreateSequence change);

  R dropSequence(Change.DropSequence change);

  R alterSequence(Change.AlterSequence change);

  R createObject(Change.CreateObject change);

  R dropObject(Change.DropObject change);

  R replaceObject(Change.ReplaceObject change);

  R changeAccess(Change.ChangeAccess change);
}
