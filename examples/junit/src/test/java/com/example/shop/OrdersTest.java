package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.underpin.junit.WithSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a database of its own, with the tables of schema.yaml. */
@WithSchema("schema.yaml")
class OrdersTest {
  @BeforeEach
  void insert(Connection connection) throws SQLException {
    execute(connection, "INSERT INTO customers VALUES (1, 'ada@example.com')");
  }

  @Test
  void an_order_belongs_to_a_customer(Connection connection) throws SQLException {
    execute(connection, "INSERT INTO orders VALUES (1, 1, 9.90)");
    assertThrows(
        SQLException.class, () -> execute(connection, "INSERT INTO orders VALUES (2, 7, 9.90)"));
  }

  @Test
  void no_test_sees_the_orders_of_another(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM orders")) {
      result.next();
      assertEquals(0, result.getInt(1));
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
