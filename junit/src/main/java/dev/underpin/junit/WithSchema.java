package dev.underpin.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a SQLite database with a schema from YAML: a file in a temporary folder, which is
 * deleted after the test. A test, and what runs before and after it, takes as a parameter a {@link
 * javax.sql.DataSource}, a {@link java.sql.Connection} that is closed after the test, or an {@link
 * dev.underpin.workflow.Underpin}.
 *
 * <p>On a method it holds in the place of that on the class. For another database than SQLite, see
 * {@link SchemaExtension}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SchemaExtension.class)
public @interface WithSchema {
  /**
   * A file of YAML or a folder of them, from the directory in which the tests run; else a file on
   * the class path.
   */
  String value();

  /** True where all tests of the class use one database. */
  boolean shared() default false;
}
