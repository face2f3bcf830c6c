package dev.underpin.schema.finding;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The codes of all findings. A code never changes its meaning and is never given to another
 * finding; each has a page in {@code docs/codes}.
 */
public enum FindingCode {
  // --- hazards of a step
  RENAMED("UP101", "Code that uses the old name fails"),
  VALUES_MAY_CHANGE("UP102", "A conversion may change values"),
  VALUES_LOST("UP103", "The values of a column cannot be restored"),
  ROWS_LOST("UP104", "The rows of a table cannot be restored"),
  LARGE_TABLE("UP105", "A large table is locked for long"),
  TABLE_COPIED("UP106", "The table is copied"),
  SPACE_NEEDED("UP107", "The file needs space for a second copy"),
  COPIED_BY_TOOL("UP108", "pt-online-schema-change copies the table"),
  COLUMN_MISSING("UP109", "A column is missing for some steps"),
  OBJECT_MISSING("UP110", "A view is missing for some steps"),
  EXCLUSION_BLOCKS_WRITES("UP111", "Adding an exclusion constraint blocks writes"),
  INVALID_INDEX("UP112", "A rollback does not create an invalid index"),
  LABEL_ADDED("UP113", "A rollback of an added label recreates the type"),
  OBJECT_FAILS("UP114", "A view, trigger or routine fails after the step"),
  NO_PARTITION("UP115", "A partitioned table has no partition"),
  REVOKED("UP116", "A role loses a privilege"),
  ROLLBACK_BLOCKS("UP117", "A rollback blocks reads and writes for long"),
  OLD_RESULTS("UP118", "Results of a function stay as they were"),
  KEY_MISSING("UP119", "A foreign key no longer holds"),

  // --- refusals of a plan
  BACKFILL_MISSING("UP201", "A required column has no value for existing rows"),
  VIRTUAL_COLUMN("UP202", "A virtual generated column cannot become a plain one"),
  DATABASE_MISSING("UP203", "The server does not have the database"),
  COLLATION_UNKNOWN("UP204", "The collation of a table is not known"),
  HINT_NOT_FOLLOWED("UP205", "renamed_from cannot be followed"),
  RENAME_GUESS("UP206", "A drop and an addition look like a rename"),
  INHERITED("UP207", "The table takes part in inheritance"),
  OPTION_FIXED("UP208", "The option of a table cannot be changed"),
  NOT_IN_ENGINE("UP209", "The engine does not support what is declared"),
  COLUMN_NAMED("UP210", "A view or trigger names a dropped column"),
  INVALID_OBJECT("UP211", "An invalid view or trigger stops a rename"),
  TABLE_REFERENCED("UP212", "A foreign key references a dropped table"),
  TRIGGER_UNCLEAR("UP213", "The text of a trigger can mean two columns"),
  CANNOT_REBUILD("UP214", "SQLite cannot rebuild the table"),
  VERSION_TOO_OLD("UP215", "The version of the database is too old"),
  OBJECT_REJECTED("UP216", "The server does not accept a declared object"),
  TABLE_NAMED("UP217", "A view or trigger names a dropped table"),
  BACKFILL_CYCLE("UP218", "Backfills read each other"),
  PARENT_KEY_MISSING("UP219", "A foreign key references columns that are not unique"),
  FOREIGN_OWNER("UP220", "An object belongs to a role for which the session may not act"),
  TYPE_IN_USE("UP221", "A type cannot change while a column uses it"),
  SEQUENCE_IN_USE("UP222", "A default draws from a sequence that goes"),
  OTHER_PROJECT("UP223", "A table or object belongs to another project"),
  ONLY_NEEDS_MORE("UP224", "What --only names cannot change alone"),
  ROLE_MISSING("UP225", "A role that the YAML names does not exist"),
  GRANT_WITHOUT_OBJECT("UP226", "The YAML has grants on something that does not exist"),
  LOCKS_OUT("UP227", "A plan takes privileges from the role that runs it"),
  SEQUENCE_OWNER("UP228", "A column cannot own a sequence"),
  USER_MAPPINGS("UP229", "A foreign server has user mappings"),
  SEARCH_IN_USE("UP230", "A text search configuration cannot change while a table uses it"),
  NOT_WHILE_IN_USE("UP231", "A column or table cannot change while it is in use"),
  FUNCTION_IN_USE("UP232", "A function cannot change while a table calls it"),
  NAME_TAKEN("UP233", "A name is taken by something else"),
  NO_TEXT_KEPT("UP235", "A full-text index without content cannot change"),

  // --- data checks
  RECORDED("UP300", "Rows violate a data check without a code"),
  NULLS("UP301", "Rows have NULL in a required column"),
  VALUE_MISSING("UP302", "Rows have no value for a restored column"),
  MISFITS("UP303", "Values do not fit the new type"),
  LABEL_USED("UP304", "Rows hold a label that the type loses"),
  VIOLATIONS("UP305", "Rows violate a check constraint"),
  ORPHANS("UP306", "Rows reference a missing row"),
  DUPLICATES("UP307", "Rows share what must be unique"),
  UNCOMPUTABLE("UP308", "An index expression fails for some rows"),
  REFERENCED_KEY_CHANGES("UP309", "A referenced key changes"),
  ROWS_HIDDEN("UP310", "Row level security hides rows"),
  BACKFILL_FAILS("UP311", "A backfill fails for some rows"),
  NOT_IN_BOUNDS("UP312", "Rows are in a partition that does not take them"),
  NUMBERS_END("UP313", "A sequence has fewer numbers than the table has rows"),
  SEQUENCE_PAST_BOUNDS("UP314", "A sequence has passed its new bounds"),
  ROW_CHANGED("UP315", "A reference row was changed since the plan"),
  ROW_REFERENCED("UP316", "Other rows refer to a reference row that is to be deleted"),
  OVERLAPS("UP320", "Rows overlap in time"),
  CONFLICTS("UP321", "Rows conflict with each other under an exclusion constraint"),

  VERIFICATION_FAILED("UP330", "A query finds rows that must not be there after a step"),

  // --- errors
  SCHEMA_DIFFERS("UP401", "The live schema is not the expected one"),
  MIGRATION_EDITED("UP402", "A migration was edited after it was applied"),
  MIGRATION_MISSING("UP403", "The files of an applied migration are missing"),
  PARTIALLY_APPLIED("UP404", "A migration is partially applied"),
  STEP_FAILED("UP405", "A step failed"),
  RESULT_DIFFERS("UP406", "A step did not lead to the planned schema"),
  LOCK_NOT_ACQUIRED("UP407", "A lock could not be acquired in time"),
  RUN_UNDER_WAY("UP408", "Another run works on the database"),
  APPROVAL_MISSING("UP409", "A step needs approval"),
  PROTECTED("UP410", "The environment is protected"),
  OTHER_ENGINE("UP411", "The migration is for another engine or version"),
  TRASH_PURGED("UP412", "The trash that a rollback needs was purged"),
  LOCK_FILE_CONFLICT("UP413", "schema.lock.yaml does not agree with the migrations"),
  NO_CONNECTION("UP414", "The database cannot be reached"),
  PRIVILEGE_MISSING("UP415", "A privilege is missing"),
  READ_ONLY("UP416", "The database is read-only"),
  SERVER_NOT_SUPPORTED("UP417", "The server is not supported"),
  UNKNOWN_KEY("UP418", "A key in the YAML is unknown"),
  TOOL_MISSING("UP419", "pt-online-schema-change is not installed"),
  NO_SPACE("UP420", "The disk has too little free space"),
  REHEARSAL_FAILED("UP421", "The rehearsal of a plan failed"),
  NOT_CHECKED("UP422", "An environment could not be checked"),
  HOOK_FAILED("UP423", "A hook or a backup stopped the run"),
  BACKUP_MISSING("UP424", "The environment requires a backup"),
  RISK_ABOVE_LIMIT("UP430", "The risk of a step is above the limit"),
  NOT_APPLIED_ELSEWHERE("UP431", "A migration is not applied in a required environment"),
  PASSWORD_COMMAND("UP432", "password_command gave no password"),
  SQUASHED_IN_PART("UP433", "A database has had a part of squashed migrations"),
  TARGETS("UP434", "targets does not say which databases there are"),
  LIMIT_NOT_MEASURED("UP440", "The server cannot be held to max_lag or max_load"),
  LIMIT_EXCEEDED("UP441", "max_lag or max_load was exceeded for too long"),

  // --- lint: the YAML
  LINT_NO_PRIMARY_KEY("UP501", "A table has no primary key"),
  LINT_FOREIGN_KEY_INDEX("UP502", "A foreign key has no index"),
  LINT_SAME_INDEX("UP503", "Two indexes are the same"),
  LINT_PREFIX_INDEX("UP504", "An index is the beginning of another"),
  LINT_INDEX_OF_KEY("UP505", "An index repeats a key"),
  LINT_NAME_PATTERN("UP506", "A name does not follow the pattern"),
  LINT_RESERVED_NAME("UP507", "A name is a reserved word"),
  LINT_MIXED_CASE("UP508", "A name has capital letters"),
  LINT_LONG_NAME("UP509", "A name is longer than an engine allows"),
  LINT_CASE_COLLISION("UP510", "Two names differ only in case"),
  LINT_NULLABLE_UNIQUE("UP511", "A unique key has a nullable column"),
  LINT_SMALL_KEY("UP512", "A primary key has too few numbers"),
  LINT_FLOAT_AMOUNT("UP513", "An amount is a floating-point number"),
  LINT_NO_TIME_ZONE("UP514", "A timestamp has no time zone"),
  LINT_CHARACTER_SET("UP515", "A character set does not have all characters"),
  LINT_STORAGE_ENGINE("UP516", "A storage engine has no transactions"),
  LINT_KEY_TYPES("UP517", "A foreign key compares different types"),
  LINT_ONE_LABEL("UP518", "An enum has one label"),
  LINT_NO_TIMESTAMPS("UP519", "A table has no created_at or updated_at"),
  LINT_NULLABLE("UP520", "A column may be NULL and has no default"),
  LINT_CHAR_FLAG("UP521", "A char(1) holds yes or no"),
  LINT_DISPLAY_WIDTH("UP522", "An integer has a display width"),
  LINT_CASCADE_DELETE("UP523", "A foreign key deletes rows"),
  LINT_MANY_INDEXES("UP524", "A table has many indexes"),
  LINT_WIDE_KEY("UP525", "An index key is wider than the engine allows"),
  LINT_CHAR("UP526", "A char(n) pads its values"),
  LINT_VARCHAR("UP527", "A varchar has a limit"),
  LINT_MONEY("UP528", "A column has the type money"),
  LINT_JSON("UP529", "A column is json and not jsonb"),
  LINT_SERIAL("UP530", "A column is serial and not identity"),
  LINT_ZERO_DATE("UP531", "A default is a date with zeros"),
  LINT_LONG_INDEX("UP532", "An index has more than three columns"),
  LINT_UNUSED_IGNORE("UP549", "An ignore ignores nothing"),
  LINT_BAD_IGNORE("UP550", "An ignore has no reason or no known code"),

  // --- lint: statements
  LINT_FOREIGN_KEY_CHECKED("UP551", "A foreign key is checked under a lock"),
  LINT_CHECK_CHECKED("UP552", "A check is checked under a lock"),
  LINT_INDEX_BLOCKS("UP553", "An index is created under a lock"),
  LINT_INDEX_DROP_BLOCKS("UP554", "An index is dropped under a lock"),
  LINT_CONCURRENTLY("UP555", "CONCURRENTLY is in a transaction"),
  LINT_NOT_NULL("UP556", "SET NOT NULL reads the table under a lock"),
  LINT_TYPE_CHANGE("UP557", "A new type may rewrite the table"),
  LINT_VOLATILE_DEFAULT("UP558", "A default of each row rewrites the table"),
  LINT_REQUIRED_COLUMN("UP559", "A new required column has no default"),
  LINT_NUMBERED_COLUMN("UP560", "A numbered or stored column rewrites the table"),
  LINT_UNIQUE_DIRECT("UP561", "A key is added together with its index"),
  LINT_EXCLUSION("UP562", "An exclusion constraint is built under a lock"),
  LINT_COLUMN_RENAMED("UP563", "A column gets another name"),
  LINT_TABLE_RENAMED("UP564", "A table gets another name"),
  LINT_COLUMN_DROPPED("UP565", "A column is dropped"),
  LINT_TABLE_DROPPED("UP566", "A table is dropped"),
  LINT_DATABASE_DROPPED("UP567", "A database or a schema is dropped"),
  LINT_TRUNCATED("UP568", "A table is emptied"),
  LINT_NO_WHERE("UP569", "A write has no condition"),
  LINT_REWRITE("UP570", "A statement rewrites a table"),
  LINT_LOCK_TABLE("UP571", "A table is locked by hand"),
  LINT_LOCK_TIMEOUT("UP572", "No lock_timeout is set"),
  LINT_COPY("UP573", "A statement asks for a copy of the table"),
  LINT_CONVERT("UP574", "A table is converted to another character set"),
  LINT_TRANSACTION("UP575", "BEGIN and COMMIT do not fit"),
  LINT_CASCADE("UP576", "CASCADE drops what depends on it"),
  LINT_IF_NOT_EXISTS("UP577", "IF NOT EXISTS hides a difference"),
  LINT_CHECKS_OFF("UP578", "Foreign keys are not checked"),
  LINT_MIXED("UP579", "A file changes rows and the schema"),
  LINT_VALIDATED_AT_ONCE("UP580", "A constraint is validated where it is added"),
  LINT_INLINE_REFERENCES("UP581", "REFERENCES behind a column is ignored"),
  LINT_DOMAIN_CHECK("UP582", "A constraint of a domain is checked under a lock"),
  LINT_DETACH("UP583", "A partition is detached under a lock"),
  LINT_CONSTRAINT_DROPPED("UP584", "A constraint is dropped"),
  LINT_NULL_ALLOWED("UP585", "A required column may become NULL"),
  LINT_SCHEMA_RENAMED("UP586", "A schema gets another name"),
  LINT_TRIGGERS_OFF("UP587", "Triggers are switched off"),
  LINT_NOT_ANALYSED("UP599", "A statement was not analysed");

  private final String id;
  private final String title;

  FindingCode(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** What a person looks up: {@code UP101}. */
  public String id() {
    return id;
  }

  /** What it means, in a few words. */
  public String title() {
    return title;
  }

  /** The code with this id, in any case. */
  public static Optional<FindingCode> of(String id) {
    return Stream.of(values()).filter(c -> c.id.equalsIgnoreCase(id)).findFirst();
  }

  /** A text with its code behind it, as it is printed: {@code The rows … restored. [UP104]}. */
  public String after(String text) {
    return text + " [" + id + "]";
  }

  /** The same for a text of several lines, of which the first says what it is about. */
  public String afterFirstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? after(text) : after(text.substring(0, end)) + text.substring(end);
  }
}
