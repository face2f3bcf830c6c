package dev.underpin.planner.golden;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.SchemaObject;
import java.util.Locale;

/** A change in one line: what is done, and to what. */
final class ChangeText {
  private ChangeText() {}

  static String of(Change change) {
    String verb =
        change
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .toLowerCase(Locale.ROOT);
    return verb + " " + subject(change);
  }

  private static String subject(Change change) {
    if (change instanceof Change.TableChange c) return c.table() + member(c);
    if (change instanceof Change.CreateNamespace c) return c.namespace();
    if (change instanceof Change.DropNamespace c) return c.namespace();
    if (change instanceof Change.AlterNamespace c) return c.namespace();
    if (change instanceof Change.CreateEnum c) return c.type().name().toString();
    if (change instanceof Change.DropEnum c) return c.type().name().toString();
    if (change instanceof Change.RenameLabel c) return c.type() + ": " + c.from() + " to " + c.to();
    if (change instanceof Change.AlterEnum c) return c.after().name().toString();
    if (change instanceof Change.CreateSequence c) return c.sequence().name().toString();
    if (change instanceof Change.DropSequence c) return c.sequence().name().toString();
    if (change instanceof Change.AlterSequence c) return c.after().name().toString();
    if (change instanceof Change.CreateObject c) return object(c.object());
    if (change instanceof Change.DropObject c) return object(c.object());
    if (change instanceof Change.ReplaceObject c) return object(c.after());
    if (change instanceof Change.ChangeAccess c)
      return dev.underpin.schema.SchemaPart.of(c.key()).words("");
    throw new AssertionError("no words for " + change);
  }

  private static String member(Change.TableChange change) {
    if (change instanceof Change.RenameTable c) return " (was " + c.from() + ")";
    if (change instanceof Change.AddColumn c) return "." + c.column().name();
    if (change instanceof Change.DropColumn c) return "." + c.column().name();
    if (change instanceof Change.RenameColumn c) return "." + c.to() + " (was " + c.from() + ")";
    if (change instanceof Change.AlterColumn c) return "." + c.after().name();
    if (change instanceof Change.AddConstraint c) return ": " + constraint(c.constraint());
    if (change instanceof Change.DropConstraint c) return ": " + constraint(c.constraint());
    if (change instanceof Change.AlterConstraint c) return ": " + constraint(c.after());
    if (change instanceof Change.AddIndex c) return ": " + c.index().name();
    if (change instanceof Change.DropIndex c) return ": " + c.index().name();
    if (change instanceof Change.AlterIndex c) return ": " + c.after().name();
    return "";
  }

  private static String constraint(Constraint constraint) {
    String kind =
        constraint
            .getClass()
            .getSimpleName()
            .replace("Constraint", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .toLowerCase(Locale.ROOT);
    return kind + constraint.name().map(n -> " " + n).orElse("");
  }

  private static String object(SchemaObject object) {
    return object.kind().words() + " " + object.name();
  }
}
