package dev.underpin.schema.yaml.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.Yaml;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaReaderTest {
  private static final QualifiedName ORDERS = QualifiedName.of("orders");

  private final Declared shop = Yaml.read(Yaml.resource("/yaml/shop.yaml"));

  @Test
  void readsTheShop() {
    Table orders = shop.schema().tables().get(ORDERS);
    assertThat(orders.columns())
        .extracting(c -> c.name() + " " + c.type() + (c.nullable() ? "" : " not null"))
        .containsExactly(
            "id bigint",
            "customer_id bigint not null",
            "status order_status not null",
            "total numeric(12,2) not null",
            "note text",
            "created_at timestamptz not null",
            "shipped_at timestamptz");
    assertThat(orders.column("id").orElseThrow().identity())
        .contains(Identity.of(Identity.Kind.BY_DEFAULT));
    assertThat(orders.column("total").orElseThrow().defaultValue()).contains(SqlText.of("0"));
    assertThat(orders.primaryKey().orElseThrow().columns()).containsExactly("id");
    ForeignKey key = orders.constraintsOf(ForeignKey.class).get(0);
    assertThat(key.references()).isEqualTo(QualifiedName.of("customers"));
    assertThat(key.referencedColumns()).containsExactly("id");
    assertThat(key.onDelete()).isEqualTo(ReferentialAction.CASCADE);
    assertThat(orders.index("orders_open_idx").orElseThrow().keys().get(0).descending()).isTrue();
    assertThat(orders.index("orders_open_idx").orElseThrow().where())
        .contains(SqlText.of("status = 'pending'"));
    assertThat(orders.constraintsOf(CheckConstraint.class))
        .containsExactly(
            CheckConstraint.of(Optional.of("orders_total_not_negative"), SqlText.of("total >= 0")));
    assertThat(shop.schema().enums().get(QualifiedName.of("order_status")).labels())
        .containsExactly("pending", "paid", "shipped");
  }

  @Test
  void keepsHintsBesideTheSchema() {
    assertThat(shop.hints().renamedColumns())
        .containsEntry(new ColumnRef(QualifiedName.of("customers"), "full_name"), "name");
    assertThat(shop.hints().backfills().get(new ColumnRef(ORDERS, "status")).written())
        .startsWith("case when");
    assertThat(shop.hints().discarded()).containsExactly("orders.legacy_code");
  }

  @Test
  void knowsWhereEachThingStands() {
    ObjectRef orders = ObjectRef.table(ORDERS);
    assertThat(orders.in(shop.origins()).orElseThrow().row()).isEqualTo(19);
    assertThat(orders.column("status").in(shop.origins()).orElseThrow())
        .hasToString("schema.yaml:23:7");
    assertThat(orders.index("orders_open_idx").in(shop.origins()).orElseThrow().row())
        .isEqualTo(36);
    ForeignKey key = shop.schema().tables().get(ORDERS).constraintsOf(ForeignKey.class).get(0);
    assertThat(orders.constraint(key).in(shop.origins()).orElseThrow().row()).isEqualTo(34);
    assertThat(
            ObjectRef.table(new QualifiedName("public", "orders"))
                .column("status")
                .in(shop.origins()))
        .isPresent();
  }

  @Test
  void theKeyOfAnIndexSaysAllThatSqlSays() {
    Table t =
        Yaml.table(
            """
            columns: {a: text, b: text, "a desc": int}
            indexes:
              i:
                columns:
                  - a collate "C" text_pattern_ops desc nulls last
                  - lower(b)
                  - (a || b) desc
                  - a desc
                  - {column: b, nulls: first, operator_class: x_ops}
                  - a(10)
                unique: true
                using: btree
                with: {fillfactor: 70}
                include: [b]
            """);
    assertThat(t.index("i").orElseThrow().keys()).extracting(IndexKey::toString).hasSize(6);
    IndexKey first = t.index("i").orElseThrow().keys().get(0);
    assertThat(first.collation()).contains("C");
    assertThat(first.operatorClass()).contains("text_pattern_ops");
    assertThat(first.nulls()).contains(IndexKey.Nulls.LAST);
    assertThat(t.index("i").orElseThrow().keys().get(1).expression())
        .contains(SqlText.of("lower(b)"));
    assertThat(t.index("i").orElseThrow().keys().get(2).expression())
        .contains(SqlText.of("a || b"));
    assertThat(t.index("i").orElseThrow().keys().get(3)).isEqualTo(IndexKey.column("a desc"));
    assertThat(t.index("i").orElseThrow().keys().get(5).prefixLength()).hasValue(10);
    assertThat(t.index("i").orElseThrow().storage()).containsEntry("fillfactor", "70");
  }
}
