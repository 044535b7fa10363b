// Offers the time zone of the browser where another one is chosen.

const select = document.querySelector('#zone');
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const option = [...select.options].find((one) => one.value === timeZone);
const [chosen] = select.selectedOptions;

if (option && timeZone !== (chosen.dataset.zone ?? chosen.value)) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'small';
  button.textContent = `${select.dataset.offer} ${timeZone.replaceAll('_', ' ')}`;
  button.addEventListener('click', () => {
    select.value = timeZone;
    button.remove();
    select.focus();
  });
  select.after(button);
}
