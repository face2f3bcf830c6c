package dev.underpin.spring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.UnderpinException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which versions of Spring Boot the starter refuses. */
class SupportedVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"3.3.0", "3.5.14", "4.0.0-M1", "4.1.2", "10.0.0", "of its own"})
  void a_version_that_may_work_is_not_refused(String version) {
    assertThatCode(() -> SupportedVersion.check(version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7.18", "3.2.12"})
  void an_older_version_is_refused_by_its_number(String version) {
    assertThatThrownBy(() -> SupportedVersion.check(version))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("needs Spring Boot 3.3 or newer. This application has " + version);
  }
}
