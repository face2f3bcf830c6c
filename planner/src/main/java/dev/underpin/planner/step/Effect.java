package dev.underpin.planner.step;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/**
 * What a step does to the model. An effect says what was before as well as what is after, so that
 * it can be turned round, and so that applying it where it does not fit is found out. {@link
 * Effects} applies it.
 */
public sealed interface Effect {
  /** No change that the model shows. */
  Effect NONE = new Many(List.of());

  /** The effect that undoes this one. */
  Effect inverse();

  /** Several effects, one after the other. */
  record Many(List<Effect> effects) implements Effect {
    public Many {
      effects = List.copyOf(effects);
    }

    @Override
    public Effect inverse() {
      java.util.ArrayList<Effect> turned = new java.util.ArrayList<>(effects.size());
      for (int i = effects.size() - 1; i >= 0; i--) turned.add(effects.get(i).inverse());
      return new Many(turned);
    }
  }

  /** A namespace comes ({@code present} true) or goes. */
  record NamespaceEffect(String namespace, boolean present) implements Effect {
    @Override
    public Effect inverse() {
      return new NamespaceEffect(namespace, !present);
    }
  }

  /** A table comes, goes, or is replaced by another definition under the same name. */
  record TableEffect(Optional<Table> before, Optional<Table> after) implements Effect {
    @Override
    public Effect inverse() {
      return new TableEffect(after, before);
    }
  }

  /** A table gets another name; foreign keys that reference it follow. */
  record RenameTableEffect(QualifiedName from, QualifiedName to) implements Effect {
    @Override
    public Effect inverse() {
      return new RenameTableEffect(to, from);
    }
  }

  /** A table's comment or options change. */
  record TableAttributesEffect(Table before, Table after) implements Effect {
    @Override
    public Effect inverse() {
      return new TableAttributesEffect(after, before);
    }
  }

  /** A column comes, goes, or changes under the same name. */
  record ColumnEffect(QualifiedName table, Optional<Column> before, Optional<Column> after)
      implements Effect {
    @Override
    public Effect inverse() {
      return new ColumnEffect(table, after, before);
    }
  }

  /** A column gets another name; keys, checks, indexes and foreign keys that name it follow. */
  record RenameColumnEffect(QualifiedName table, String from, String to) implements Effect {
    @Override
    public Effect inverse() {
      return new RenameColumnEffect(table, to, from);
    }
  }

  /** A constraint comes, goes, or is replaced by another. */
  record ConstraintEffect(
      QualifiedName table,
      Optional<? extends Constraint> before,
      Optional<? extends Constraint> after)
      implements Effect {
    @Override
    public Effect inverse() {
      return new ConstraintEffect(table, after, before);
    }
  }

  /** An index comes, goes, or is replaced by another. */
  record IndexEffect(QualifiedName table, Optional<Index> before, Optional<Index> after)
      implements Effect {
    @Override
    public Effect inverse() {
      return new IndexEffect(table, after, before);
    }
  }

  /** An enum comes, goes, or changes. */
  record EnumEffect(Optional<EnumType> before, Optional<EnumType> after) implements Effect {
    @Override
    public Effect inverse() {
      return new EnumEffect(after, before);
    }
  }

  /** A label of an enum gets another name; constants of the type follow. */
  record RenameLabelEffect(QualifiedName type, String from, String to) implements Effect {
    @Override
    public Effect inverse() {
      return new RenameLabelEffect(type, to, from);
    }
  }

  /** A free-standing sequence comes, goes, or changes. */
  record SequenceEffect(Optional<Sequence> before, Optional<Sequence> after) implements Effect {
    @Override
    public Effect inverse() {
      return new SequenceEffect(after, before);
    }
  }

  /** A view, trigger or routine comes, goes, or changes. */
  record ObjectEffect(Optional<SchemaObject> before, Optional<SchemaObject> after)
      implements Effect {
    @Override
    public Effect inverse() {
      return new ObjectEffect(after, before);
    }
  }
}
