/** A schema in the language of Prisma. */
package dev.underpin.cli.prisma;
