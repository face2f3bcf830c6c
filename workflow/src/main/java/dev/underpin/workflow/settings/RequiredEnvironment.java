package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;
import java.util.Optional;

/**
 * An environment that must have applied a migration before another one may.
 *
 * @param url its database; absent where the file does not say it, or not with the variables that
 *     are set
 * @param password what says its password
 */
public record RequiredEnvironment(
    String name, Optional<DatabaseUrl> url, Optional<PasswordCommand> password) {}
