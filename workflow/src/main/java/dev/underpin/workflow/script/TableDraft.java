package dev.underpin.workflow.script;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A table while statements still add to it. */
final class TableDraft {
  final QualifiedName name;
  final Map<String, Column> columns = new LinkedHashMap<>();
  final List<Constraint> constraints = new ArrayList<>();
  final List<Index> indexes = new ArrayList<>();
  final TreeMap<String, String> options = new TreeMap<>();
  Optional<String> comment = Optional.empty();

  TableDraft(QualifiedName name) {
    this.name = name;
  }

  /** Change a column that is there. */
  void change(String column, UnaryOperator<Column> change) throws NotRead {
    Column before = columns.get(column);
    if (before == null) throw new NotRead("there is no column " + column + " in " + name);
    columns.put(column, change.apply(before));
  }

  Table table() {
    return new Table(
        name, List.copyOf(columns.values()), constraints, indexes, comment, Options.copy(options));
  }
}
