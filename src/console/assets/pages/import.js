// A column that goes nowhere steps back while one chooses.

for (const select of document.querySelectorAll('.mapping select')) {
  select.addEventListener('change', () => select.closest('tr').classList.toggle('left-out', select.value === 'ignore'));
}
