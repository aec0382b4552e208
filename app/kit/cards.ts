/** Digits as people write them: in one go, or in groups with blanks or hyphens between. */
const DIGITS = /(?<![\w-])\d(?:[ -]?\d){13,18}(?![\w-])/g;

/** Lengths and beginnings of the card schemes in use (ISO/IEC 7812); order and parcel numbers begin otherwise. */
const SCHEMES =
  /^(?:4\d{15}|4\d{18}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}(?:\d{3})?|62\d{14,17})$/;

/** Hides all but the last four digits of each card number in a text; whoever reads it needs no more. */
export function withoutCards(text: string): string {
  return text.replace(DIGITS, (found) => {
    const digits = found.replace(/[ -]/g, "");
    return SCHEMES.test(digits) && isChecked(digits) ? `•••• ${digits.slice(-4)}` : found;
  });
}

/** The check digit by Luhn's formula (ISO/IEC 7812-1, annex B). */
function isChecked(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighed = place % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}
