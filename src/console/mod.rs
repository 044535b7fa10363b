//! stub
use crate::app::App;
/// stub
pub fn endpoint(_a: &App) -> impl poem::Endpoint<Output = poem::Response> + 'static {
    use poem::EndpointExt;
    poem::Route::new().map_to_response()
}
