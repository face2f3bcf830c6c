package dev.underpin.dialect.mysql.traits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTraitTest {
  private static final MysqlFlavor MYSQL = new MysqlFlavor(false, new Version(8, 0, 33));
  private static final MysqlFlavor MARIADB = new MysqlFlavor(true, new Version(11, 4, 5));
  private static final Table PLAIN =
      new Table(
          QualifiedName.of("orders"),
          List.of(Column.of("id", "int"), Column.of("day", "date")),
          List.of(),
          List.of(),
          Optional.empty(),
          Options.none());

  @Test
  void a_plain_table_has_none() {
    assertThat(TableTrait.text(PLAIN, MYSQL)).isEmpty();
    assertThat(TableTrait.text(PLAIN, MARIADB)).isEmpty();
  }

  @Test
  void another_plain_column_makes_no_difference() {
    assertThat(TableTrait.text(with(Column.of("note", "text")), MYSQL)).isEmpty();
  }

  @Test
  void the_name_of_a_virtual_column_counts_on_MySQL() {
    Generated generated = new Generated(SqlText.of("id + 1"), false);
    Table table = with(Column.of("next", "int").withGenerated(Optional.of(generated)));
    assertThat(TableTrait.text(table, MYSQL)).isEqualTo("virtual_column [next]");
    assertThat(TableTrait.text(table, MARIADB)).isEqualTo("virtual_column");
  }

  @Test
  void a_check_counts_where_MySQL_takes_the_type_for_changed() {
    Table onDate = checked("day > '2020-01-01'");
    assertThat(TableTrait.text(onDate, MYSQL)).isEqualTo("rechecked [orders_check]");
    assertThat(TableTrait.text(onDate, MARIADB)).isEmpty();
    assertThat(TableTrait.text(checked("id > 0"), MYSQL)).isEmpty();
  }

  private static Table with(Column column) {
    List<Column> columns = new java.util.ArrayList<>(PLAIN.columns());
    columns.add(column);
    return PLAIN.withColumns(columns);
  }

  private static Table checked(String expression) {
    return PLAIN.withConstraints(
        List.of(CheckConstraint.of(Optional.of("orders_check"), SqlText.of(expression))));
  }
}
