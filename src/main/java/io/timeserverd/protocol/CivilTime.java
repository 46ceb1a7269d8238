package io.timeserverd.protocol;

import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Zone;

/**
 * An instant as the calendar and the clocks of a zone show it, in the proleptic Gregorian calendar. Mutable, so that one
 * object serves all replies. Exact for instants between {@link Answer#MIN_EPOCH_SECOND} and {@link
 * Answer#MAX_EPOCH_SECOND}; the local year may then be 0 or 10000.
 */
final class CivilTime {
    private static final LocalType UTC = new LocalType(0, false, "UTC");

    private static final int SECONDS_PER_DAY = 86_400;

    /** The modified Julian date of 1970-01-01. */
    private static final int MJD_OF_1970 = 40_587;

    /** Days of a 400-year cycle, after which the calendar repeats. */
    private static final int DAYS_PER_CYCLE = 146_097;

    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int DAYS_TO_1970 = 719_468;

    /** The instant: seconds since 1970-01-01T00:00:00Z, and nanoseconds of that second. */
    long epochSecond;

    int nano;

    /** What clocks show: offset, daylight saving, abbreviation. */
    LocalType type = UTC;

    int year;

    /** 1 to 12. */
    int month;

    /** 1 to 31. */
    int day;

    /** 1 to 366. */
    int dayOfYear;

    /** 0 to 6, Sunday is 0. */
    int weekday;

    int hour;
    int minute;
    int second;

    CivilTime set(long epochSecond, int nano, Zone zone) {
        return set(epochSecond, nano, zone.typeAt(epochSecond));
    }

    /** Days since 1858-11-17 at the instant {@code epochSecond}, UTC. */
    static long modifiedJulianDay(long epochSecond) {
        return Math.floorDiv(epochSecond, (long) SECONDS_PER_DAY) + MJD_OF_1970;
    }

    CivilTime setUtc(long epochSecond, int nano) {
        return set(epochSecond, nano, UTC);
    }

    CivilTime set(long epochSecond, int nano, LocalType type) {
        this.epochSecond = epochSecond;
        this.nano = nano;
        this.type = type;
        long local = epochSecond + type.offsetSeconds();
        int secondOfDay = (int) Math.floorMod(local, (long) SECONDS_PER_DAY);
        hour = secondOfDay / 3600;
        minute = secondOfDay / 60 % 60;
        second = secondOfDay % 60;
        setDate(Math.floorDiv(local, (long) SECONDS_PER_DAY));
        return this;
    }

    /**
     * Years are counted from March, so that the leap day is the last of its year; a cycle of 400 of
     * them has no remainder. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
     * civil_from_days.
     */
    private void setDate(long epochDay) {
        weekday = (int) Math.floorMod(epochDay + 4, 7L); // 1970-01-01 was a Thursday
        long sinceMarch = epochDay + DAYS_TO_1970;
        long cycle = Math.floorDiv(sinceMarch, (long) DAYS_PER_CYCLE);
        int dayOfCycle = (int) (sinceMarch - cycle * DAYS_PER_CYCLE);
        // Takes out the leap days, of which the cycle's last day is the 97th.
        int yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        int dayFromMarch = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int monthFromMarch = (5 * dayFromMarch + 2) / 153; // 153 days are the five months from March
        boolean nextYear = monthFromMarch >= 10;
        day = dayFromMarch - (153 * monthFromMarch + 2) / 5 + 1;
        month = nextYear ? monthFromMarch - 9 : monthFromMarch + 3;
        year = (int) (cycle * 400) + yearOfCycle + (nextYear ? 1 : 0);
        int beforeMarch = isLeap(year) ? 60 : 59;
        dayOfYear = nextYear ? dayFromMarch - 305 : dayFromMarch + beforeMarch + 1;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** 1 to 7, Monday is 1 (ISO 8601). */
    int isoWeekday() {
        return weekday == 0 ? 7 : weekday;
    }

    /** The year that the ISO 8601 week belongs to. */
    int isoYear() {
        int week = weekOfThisYear();
        return week < 1 ? year - 1 : week > weeksOf(year, dayOfYear, isoWeekday()) ? year + 1 : year;
    }

    /** The ISO 8601 week, 1 to 53: week 1 has the year's first Thursday. */
    int isoWeek() {
        int week = weekOfThisYear();
        if (week < 1) {
            int daysOfLastYear = isLeap(year - 1) ? 366 : 365;
            return weeksOf(year - 1, dayOfYear + daysOfLastYear, isoWeekday());
        }
        return week > weeksOf(year, dayOfYear, isoWeekday()) ? 1 : week;
    }

    /** The week counted within this year: 0 is the last of the year before, and the last may be week 1 of the next. */
    private int weekOfThisYear() {
        return (dayOfYear - isoWeekday() + 10) / 7;
    }

    /** A year has 53 weeks if it begins on a Thursday, or is leap and begins on a Wednesday. */
    private static int weeksOf(int year, int dayOfYear, int isoWeekday) {
        int firstWeekday = Math.floorMod(isoWeekday - dayOfYear, 7) + 1;
        return firstWeekday == 4 || (firstWeekday == 3 && isLeap(year)) ? 53 : 52;
    }

    /** The week, 0 to 53, if weeks begin on Sunday; days before the first Sunday are in week 0. */
    int sundayWeek() {
        return (dayOfYear + 6 - weekday) / 7;
    }

    /** The week, 0 to 53, if weeks begin on Monday; days before the first Monday are in week 0. */
    int mondayWeek() {
        return (dayOfYear + 7 - isoWeekday()) / 7;
    }

    /** The hour as a twelve-hour clock shows it, 1 to 12. */
    int hour12() {
        return hour % 12 == 0 ? 12 : hour % 12;
    }
}
