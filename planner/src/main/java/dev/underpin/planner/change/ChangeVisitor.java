package dev.underpin.planner.change;

import dev.underpin.planner.change.Change.AlterEnum;
import dev.underpin.planner.change.Change.AlterSequence;
import dev.underpin.planner.change.Change.CreateEnum;
import dev.underpin.planner.change.Change.CreateNamespace;
import dev.underpin.planner.change.Change.CreateObject;
import dev.underpin.planner.change.Change.CreateSequence;
import dev.underpin.planner.change.Change.DropEnum;
import dev.underpin.planner.change.Change.DropNamespace;
import dev.underpin.planner.change.Change.DropObject;
import dev.underpin.planner.change.Change.DropSequence;
import dev.underpin.planner.change.Change.RenameLabel;
import dev.underpin.planner.change.Change.ReplaceObject;

/**
 * Says something of every kind of change. A new kind is a method more, so that nothing compiles
 * before every place has answered for it.
 *
 * @param <R> what is said of a change
 */
public interface ChangeVisitor<R> extends TableChangeVisitor<R> {
  R createNamespace(CreateNamespace change);

  R dropNamespace(DropNamespace change);

  R createEnum(CreateEnum change);

  R dropEnum(DropEnum change);

  R renameLabel(RenameLabel change);

  R alterEnum(AlterEnum change);

  R createSequence(CreateSequence change);

  R dropSequence(DropSequence change);

  R alterSequence(AlterSequence change);

  R createObject(CreateObject change);

  R dropObject(DropObject change);

  R replaceObject(ReplaceObject change);
}
